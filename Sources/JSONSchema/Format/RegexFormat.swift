/// `regex`: an ECMA-262 regular expression in unicode mode.
enum RegexFormat {
    static func isValid(_ text: String) -> Bool {
        var parser = PatternParser(text)
        do throws(PatternError) {
            _ = try parser.parse()
            return true
        } catch {
            return false
        }
    }
}
