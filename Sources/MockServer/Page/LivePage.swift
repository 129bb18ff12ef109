import Lambda

/// The live page: one HTML document with inline style and scripts, which shows and changes the state of the mock.
///
/// Its parts are the files in `Files`, which the package embeds in the code: nothing is loaded at run time.
enum LivePage {
    /// The scripts in concatenation order: definitions that are used at start-up come before their users.
    private static let scripts: [[UInt8]] = [
        PackageResources.dom_js, PackageResources.json_js, PackageResources.api_js, PackageResources.app_js,
        PackageResources.stream_js, PackageResources.requests_js, PackageResources.details_js,
        PackageResources.tables_js, PackageResources.faults_js, PackageResources.clock_js,
        PackageResources.sessions_js, PackageResources.schema_js, PackageResources.form_js,
        PackageResources.actions_js, PackageResources.prometheus_js, PackageResources.metrics_js,
        PackageResources.keys_js, PackageResources.main_js,
    ]

    /// The document of about 100 KB, split where the nonce is inserted; it is assembled for the first response.
    private static let pieces: [Substring] = {
        // All scripts share one function scope, so that the console and extensions do not see their names.
        let script =
            "\"use strict\";\n(() => {\n" + scripts.map(text).joined(separator: "\n") + "})();"
        let document = text(PackageResources.index_html)
            .replacing("{{style}}", with: text(PackageResources.page_css), maxReplacements: 1)
            .replacing("{{script}}", with: script, maxReplacements: 1)
        return document.split(separator: "{{nonce}}", omittingEmptySubsequences: false)
    }()

    /// Returns the response with the page and a Content-Security-Policy for its own scripts only.
    ///
    /// The page shows data of requests: even if that were interpreted as markup, it could not load, send or run
    /// anything.
    /// Source: W3C, "Content Security Policy Level 3".
    static func response() -> LambdaResponse {
        var random = SystemRandomNumberGenerator()
        let nonce = (0..<2).map { _ in String(random.next(), radix: 36) }.joined()
        let policy = [
            "default-src 'none'", "script-src 'nonce-\(nonce)'", "style-src 'nonce-\(nonce)'",
            "connect-src 'self'", "img-src data:", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'",
        ]
        return LambdaResponse(
            status: 200,
            headers: [
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": policy.joined(separator: "; "),
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
            ],
            body: Array(pieces.joined(separator: nonce).utf8)
        )
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
