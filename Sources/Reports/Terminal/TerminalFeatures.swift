/// The features of an output: colours, and a line of progress that is overwritten.
public struct TerminalFeatures: Sendable, Hashable {
    /// Whether colours are shown.
    public var showsColours: Bool
    /// Whether a line of progress may be overwritten.
    public var overwritesLines: Bool

    /// Creates a description of an output.
    public init(showsColours: Bool, overwritesLines: Bool) {
        self.showsColours = showsColours
        self.overwritesLines = overwritesLines
    }

    /// Creates a description of an output from standard environment variables.
    ///
    /// `NO_COLOR` (no-color.org) takes precedence over `CLICOLOR_FORCE`, that over `CLICOLOR` (bixense.com/clicolors), and all over
    /// the capabilities of the terminal, which are none where `TERM` is `dumb`.
    /// - Parameters:
    ///   - isTerminal: Whether the output is a terminal, not a file or a pipe.
    ///   - environment: The environment variables.
    public init(isTerminal: Bool, environment: [String: String]) {
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
        let isCapable = isTerminal && environment["TERM"] != "dumb"
        overwritesLines = isCapable
        if isSet("NO_COLOR") {
            showsColours = false
        } else if isSet("CLICOLOR_FORCE"), environment["CLICOLOR_FORCE"] != "0" {
            showsColours = true
        } else {
            showsColours = isCapable && environment["CLICOLOR"] != "0"
        }
    }
}
