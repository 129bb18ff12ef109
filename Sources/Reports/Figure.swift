import JSON
import VerifierEvents

/// Number formatting for reports, independent of the locale.
enum Figure {
    /// Returns a number with a maximum number of decimals, without trailing zeros: `12.3`.
    static func text(_ number: Double, decimals: Int = 3) -> String {
        guard number.isFinite else { return "0" }
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let most = 1e15 / Double(scale)
        let scaled = Int((min(max(number, -most), most) * Double(scale)).rounded())
        var text = "\(scaled.magnitude / scale.magnitude)"
        var fraction = String(scaled.magnitude % scale.magnitude)
        fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        if decimals > 0, !fraction.isEmpty { text += "." + fraction }
        return scaled < 0 ? "-" + text : text
    }

    /// Returns a JSON number with at most three decimals.
    static func number(_ number: Double) -> JSONValue {
        JSONNumber(text(number)).map(JSONValue.number) ?? 0
    }

    /// Returns milliseconds with three significant digits.
    static func milliseconds(_ milliseconds: Double) -> String {
        let decimals = milliseconds < 1 ? 3 : milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0
        return text(milliseconds, decimals: decimals) + " ms"
    }

    /// Returns a percentage; only a complete share is shown as 100.
    static func percent(_ percent: Double) -> String {
        text(percent < 100 ? min(percent, 99.9) : percent, decimals: 1) + " %"
    }

    /// Returns a count with its noun: `1 case`, `2 cases`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
