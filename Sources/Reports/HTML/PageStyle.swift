/// How the page looks: light and dark as the reader's system is, in one column on a phone.
enum PageStyle {
    static let text = #"""

        :root {
          color-scheme: light dark;
          --page: #f5f6f8; --card: #fff; --text: #1c2127; --dim: #5a6472; --line: #d8dde3; --code: #eef1f4;
          --red: #b3261e; --redback: #fdeceb; --green: #1a7036; --greenback: #e5f4ea;
          --amber: #7a5200; --amberback: #fdf2d8; --blue: #0b57d0; --mark: #7f8a96;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14171b; --card: #1d2127; --text: #e4e8ec; --dim: #a0aab5; --line: #363d46; --code: #272d35;
            --red: #ff8a80; --redback: #40211f; --green: #7fd699; --greenback: #1b3323;
            --amber: #f0c060; --amberback: #3a2f16; --blue: #8ab4f8; --mark: #78838f;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 4rem; }
        body {
          margin: 0 auto; max-width: 1140px; padding: 1rem; background: var(--page); color: var(--text);
          font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          overflow-wrap: anywhere;
        }
        h1, h2, h3, p { margin: 0; }
        h1 { font-size: 1.5rem; line-height: 1.2; }
        h2 { font-size: 1.1rem; }
        h3 { font-size: 1rem; margin-top: 1rem; }
        a { color: var(--blue); }
        code, pre { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
        pre { margin: 0; white-space: pre-wrap; unicode-bidi: plaintext; }
        button, input { font: inherit; color: inherit; }
        :focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
        .dim { color: var(--dim); }
        header, section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; margin-bottom: .8rem; }
        header { border-left: 8px solid var(--mark); }
        header.broken { border-left-color: var(--red); }
        header.broken h1 { color: var(--red); }
        header.held { border-left-color: var(--green); }
        header.held h1 { color: var(--green); }
        header.unjudged, header.incomplete { border-left-color: var(--amber); }
        header .note { margin-top: .5rem; padding: .3rem .6rem; background: var(--amberback); border-radius: 4px; }
        .stats { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .8rem; }
        .stat {
          border: 1px solid var(--line); border-radius: 6px; padding: .25rem .7rem; background: var(--page);
          color: var(--text); text-decoration: none;
        }
        button.stat { cursor: pointer; }
        .stat b { font-size: 1.2rem; }
        .stat.failed b, .stat.error b { color: var(--red); }
        .stat.warned b { color: var(--amber); }
        .stat.passed b { color: var(--green); }
        .stat[aria-pressed=true] { border-color: var(--blue); box-shadow: inset 0 0 0 1px var(--blue); }
        .first { margin: .5rem 0 0; padding-left: 1.6rem; }
        .first li { margin: .35rem 0; }
        .first a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
        .first .dim { display: block; font-size: .87rem; }
        .tools {
          position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
          padding: .5rem 0; background: var(--page);
        }
        .tools[hidden] { display: none; }
        .tools input { flex: 1 1 8rem; min-width: 0; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); }
        .tools button, .copy { padding: .35rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); cursor: pointer; }
        summary { cursor: pointer; }
        .suite > details > summary h2 { display: inline; }
        .pill { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .82rem; background: var(--code); color: var(--dim); }
        .pill.failed, .pill.error { background: var(--redback); color: var(--red); }
        .pill.warned { background: var(--amberback); color: var(--amber); }
        .pill.passed { background: var(--greenback); color: var(--green); }
        .latency { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: center; margin: .6rem 0; color: var(--dim); font-size: .87rem; }
        svg { flex: none; max-width: 100%; }
        svg rect { fill: var(--blue); }
        svg line { stroke: var(--line); }
        svg text { fill: var(--dim); font-size: 9px; }
        .case { border-top: 1px solid var(--line); padding: .3rem 0; content-visibility: auto; contain-intrinsic-size: auto 2rem; }
        .case > summary { display: flex; flex-wrap: wrap; gap: .1rem .6rem; align-items: baseline; list-style: none; }
        .case > summary::-webkit-details-marker { display: none; }
        .case > summary::before { content: "▸"; color: var(--dim); }
        .case[open] > summary::before { content: "▾"; }
        .rest { border-top: 1px solid var(--line); }
        .rest > summary, .coverage > summary { padding: .35rem 0; }
        .mark { min-width: 5.2rem; font-size: .82rem; font-weight: 600; color: var(--mark); }
        .failed > summary > .mark, .error > summary > .mark { color: var(--red); }
        .warned > summary > .mark { color: var(--amber); }
        .passed > summary > .mark { color: var(--green); }
        .kind { min-width: 5.2rem; color: var(--dim); font-size: .87rem; }
        .name { flex: 1 1 12rem; }
        .cost { color: var(--dim); font-size: .82rem; white-space: nowrap; }
        .reason, .rules { margin: .3rem 0 .3rem 1.1rem; }
        .rules code { display: inline-block; margin-right: .4rem; color: var(--dim); }
        .failure { margin: .5rem 0 .8rem; padding: .6rem .8rem; border-left: 4px solid var(--red); background: var(--redback); border-radius: 0 6px 6px 0; }
        .failure.warned { border-left-color: var(--amber); background: var(--amberback); }
        .failure.known { border-left-color: var(--mark); background: var(--code); }
        .failure .summary { font-weight: 600; }
        .failure .rule { margin: .3rem 0; }
        .flaky { font-style: italic; }
        .code { position: relative; margin-top: .5rem; }
        .code pre { overflow-x: auto; white-space: pre; padding: .6rem .7rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; max-height: 24rem; }
        .copy { position: absolute; top: .35rem; right: .35rem; padding: .1rem .55rem; font-size: .82rem; }
        .detail { margin-top: .4rem; }
        .scenario { margin-top: .4rem; }
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .9rem; }
        caption { text-align: left; font-weight: 600; padding: .3rem 0; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border: 1px solid var(--line); }
        th { color: var(--dim); font-weight: 600; }
        th, td.head { overflow-wrap: normal; }
        td.short { white-space: nowrap; }
        .compare { background: var(--card); }
        .compare th { min-width: 6.5rem; }
        .none { color: var(--red); background: var(--redback); }
        .coverage { border-top: 1px solid var(--line); padding-top: .4rem; }
        .missing { margin: .4rem 0; padding-left: 1.2rem; }
        #nothing { padding: 1rem; }
        footer { padding: .5rem 0 2rem; font-size: .87rem; }
        [hidden] { display: none; }
        @media (max-width: 640px) {
          body { padding: .5rem; }
          header, section { padding: .7rem .75rem; }
          .tools { gap: .3rem; }
          .tools button { padding: .4rem .5rem; font-size: .87rem; }
          .mark, .kind { min-width: 0; }
          .name { flex-basis: 100%; order: 1; }
          .cost { margin-left: auto; }
          table, tbody, tr, td, caption { display: block; }
          tr { border-top: 1px solid var(--line); padding: .25rem 0; }
          tr:has(th) { display: none; }
          td { border: 0; padding: .1rem .3rem; }
          td[data-label]::before { content: attr(data-label) ": "; color: var(--dim); font-size: .82rem; }
          .suite > details > summary .dim { display: block; font-size: .87rem; }
          td:has(> code:empty) { display: none; }
          .copy { position: static; display: block; margin: 0 0 .3rem auto; padding: .25rem .7rem; }
          td.head { font-weight: 600; }
          td.short { white-space: normal; }
          #coverage td[data-label], .coverage td[data-label] { display: inline-block; margin-right: .4rem; }
          #coverage td.absent { display: none; }
        }
        @media print { .tools, .copy { display: none; } }

        """#
}
