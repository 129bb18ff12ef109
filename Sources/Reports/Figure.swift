import JSON
import Verifier

/// Numbers as reports write them, the same in every locale.
enum Figure {
    /// A number with at most so many decimals, zeros at the end left out: `12.3`.
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

    /// A number of JSON with at most three decimals.
    static func number(_ number: Double) -> JSONValue {
        JSONNumber(text(number)).map(JSONValue.number) ?? 0
    }

    /// Milliseconds for people: three digits that count.
    static func milliseconds(_ milliseconds: Double) -> String {
        let decimals = milliseconds < 1 ? 3 : milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0
        return text(milliseconds, decimals: decimals) + " ms"
    }

    /// A share for people; what is not all is never shown as 100.
    static func percent(_ percent: Double) -> String {
        text(percent < 100 ? min(percent, 99.9) : percent, decimals: 1) + " %"
    }

    /// A count and its noun: `1 case`, `2 cases`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
