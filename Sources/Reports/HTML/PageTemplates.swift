import Mustache

/// The parts of the page, in the order in which they are written.
///
/// They are separate templates so that a case is rendered, written and forgotten before the next one.
enum PageTemplates {
    /// A part of the page.
    enum Part: String, CaseIterable {
        case start, suiteStart, case_ = "case", restStart, restEnd, suiteEnd, end
    }

    /// The parts, and what several of them share.
    static let library: MustacheLibrary = {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        let sources = [
            Part.start.rawValue: start, Part.suiteStart.rawValue: suiteStart, Part.case_.rawValue: aCase,
            Part.restStart.rawValue: restStart, Part.restEnd.rawValue: "</details>\n",
            Part.suiteEnd.rawValue: suiteEnd, Part.end.rawValue: end, "failure": failure, "latency": latency,
        ]
        return MustacheLibrary(
            templates: sources.compactMapValues { source in
                try? MustacheTemplate(string: "{{% CONTENT_TYPE:\(HTMLText.name)}}" + source)
            }
        )
    }()

    private static let start = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'nonce-{{nonce}}'; script-src 'nonce-{{nonce}}'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{verdict}}: {{service}}</title>
        <link rel="icon" href="data:,">
        <style nonce="{{nonce}}">{{{style}}}</style>
        </head>
        <body>
        <header class="{{verdictClass}}">
        <h1>{{verdict}}</h1>
        <p><b>{{service}}</b> at <code>{{endpoint}}</code></p>
        <p class="dim">{{start}}{{#figures}} · {{.}}{{/figures}}</p>
        {{#notes}}<p class="note">{{.}}</p>
        {{/notes}}
        <div class="stats">
        {{#stats}}<button type="button" class="stat {{class}}" data-filter="{{class}}" aria-pressed="false"><b>{{count}}</b> {{label}}</button>
        {{/stats}}
        {{#coverage}}<a class="stat" href="#coverage"><b>{{percent}}</b> of the contract exercised</a>
        {{/coverage}}
        </div>
        </header>
        {{#hasFirst}}<section>
        <h2>What failed</h2>
        <ol class="first">
        {{#first}}<li><a href="#{{id}}">{{summary}}</a> <span class="dim">{{identity}}</span></li>
        {{/first}}
        </ol>
        {{#more}}<p class="dim">{{.}}</p>{{/more}}
        </section>
        {{/hasFirst}}
        <div class="tools" hidden>
        <input type="search" id="filter" placeholder="Filter by text: press /" aria-label="Filter the cases by text" autocomplete="off" spellcheck="false">
        <button type="button" id="expand">Expand</button><button type="button" id="collapse">Collapse</button>
        <span id="shown" class="dim" role="status"></span>
        </div>
        <main>

        """#

    private static let suiteStart = #"""
        <section class="suite" id="{{id}}">
        <details{{#isOpen}} open{{/isOpen}}>
        <summary><h2>{{name}}</h2> {{#pills}}<span class="pill {{class}}">{{text}}</span> {{/pills}}<span class="dim">{{#coverage}}{{.}} exercised{{/coverage}}{{#hasLatency}} · {{#latencies}}p50 {{median}}{{/latencies}}{{/hasLatency}}</span></summary>
        {{#latencies}}<div class="latency">{{> latency}}</div>
        {{/latencies}}

        """#

    private static let latency = #"""
        <svg viewBox="0 0 {{width}} 44" width="{{width}}" height="44" role="img" aria-label="{{label}}"><title>{{label}}</title>{{#bars}}<rect x="{{x}}" y="{{y}}" width="{{width}}" height="{{height}}"><title>{{title}}</title></rect>{{/bars}}<line x1="0" y1="32.5" x2="{{width}}" y2="32.5"/>{{#ticks}}<text x="{{x}}" y="42" text-anchor="{{anchor}}">{{text}}</text>{{/ticks}}</svg>
        <span>{{count}} answered: <b>p50 {{median}}</b> · p95 {{p95}} · p99 {{p99}} · max {{maximum}}{{#alone}} · one at a time {{.}}{{/alone}}</span>
        """#

    private static let aCase = #"""
        <details class="case {{class}}" id="{{id}}"{{#isOpen}} open{{/isOpen}}>
        <summary><span class="mark">{{word}}</span> <span class="kind">{{kind}}</span> <span class="name">{{name}}</span> {{#cost}}<span class="cost">{{.}}</span>{{/cost}}</summary>
        {{#reason}}<p class="reason">{{.}}</p>
        {{/reason}}
        {{#failures}}{{> failure}}{{/failures}}
        <p class="rules">{{#rules}}<code>{{.}}</code> {{/rules}}</p>
        </details>

        """#

    private static let restStart = #"""
        <details class="rest"{{#isOpen}} open{{/isOpen}}>
        <summary>{{text}}</summary>

        """#

    private static let failure = #"""
        <div class="failure {{class}}">
        <p class="summary">{{summary}}</p>
        <p class="rule"><b>{{level}}</b> {{text}} <code>{{rule}}</code>{{#section}} <span class="dim">section {{.}}</span>{{/section}}</p>
        {{#flaky}}<p class="flaky">{{.}}</p>
        {{/flaky}}
        {{#hasRows}}<table class="compare">
        <tr>{{#hasPlaces}}<th>where</th>{{/hasPlaces}}<th>expected</th><th>seen</th></tr>
        {{#rows}}<tr>{{#hasPlaces}}<td data-label="where"><code>{{place}}</code></td>{{/hasPlaces}}<td data-label="expected"><pre>{{expected}}</pre></td><td data-label="seen"><pre>{{seen}}</pre></td></tr>
        {{/rows}}
        </table>
        {{/hasRows}}
        {{#details}}<pre class="detail">{{.}}</pre>
        {{/details}}
        {{#script}}<div class="code"><button type="button" class="copy">Copy</button><pre tabindex="0">{{.}}</pre></div>
        {{/script}}
        {{#scenario}}<details class="scenario"><summary>As a scenario of the contract</summary><div class="code"><button type="button" class="copy">Copy</button><pre tabindex="0">{{.}}</pre></div></details>
        {{/scenario}}
        </div>

        """#

    private static let suiteEnd = #"""
        {{#coverage}}<details class="coverage">
        <summary>Coverage: {{percent}}, {{reached}} of {{total}}</summary>
        {{#tables}}<table>
        <caption>{{title}}</caption>
        <tr>{{#columns}}<th>{{.}}</th>{{/columns}}</tr>
        {{#rows}}<tr>{{#cells}}<td data-label="{{label}}" class="{{class}}">{{text}}</td>{{/cells}}</tr>
        {{/rows}}
        </table>
        {{/tables}}
        </details>
        {{/coverage}}
        </details>
        </section>

        """#

    private static let end = #"""
        <p id="nothing" hidden>No case matches.</p>
        </main>
        {{#coverage}}<section id="coverage">
        <h2>Coverage: {{percent}}</h2>
        <p class="dim">{{reached}} of {{total}} points: what the contract speaks of and traffic can reach. It says what was tried, not that it was right.</p>
        <table>
        <tr><th>action</th>{{#aspects}}<th>{{.}}</th>{{/aspects}}</tr>
        {{#suites}}<tr><td class="head"><a href="#{{id}}">{{name}}</a></td>{{#cells}}<td data-label="{{label}}" class="{{class}}">{{text}}</td>{{/cells}}</tr>
        {{/suites}}
        </table>
        {{#hasMissing}}<h3>Not exercised</h3>
        <ul class="missing">
        {{#missing}}<li>{{.}}</li>
        {{/missing}}
        </ul>
        {{#more}}<p class="dim">{{.}}</p>{{/more}}
        {{/hasMissing}}
        </section>
        {{/coverage}}
        <footer class="dim">{{footer}}</footer>
        <script nonce="{{nonce}}">{{{script}}}</script>
        </body>
        </html>

        """#
}
