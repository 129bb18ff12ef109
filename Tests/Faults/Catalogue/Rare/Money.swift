import JSON
import Tables

extension Catalogue {
    /// Faults that occur only with certain amounts.
    static let money: [Fault] = [
        approve("cents over a million are lost", over(1_000_000) { $0.decimalPlaces > 0 ? $0.rounded : $0 }),
        approve("the second decimal is lost", over(0) { $0.decimalPlaces == 2 ? $0.withoutLastDigit : $0 })
            .only(
                "only where it is a five",
                .call { $0["commission_amount"]?.numberValue?.text.hasSuffix("5") == true }
            ),
        approve(
            "10^12 is refused",
            .answer { if $0.call["commission_amount"] == .number(1_000_000_000_000) { $0.fail(400) } }
        ),
        approve(
            "an amount of nothing is refused",
            .answer { if $0.call["commission_amount"] == 0, $0.call["status"] == "approve" { $0.fail(400) } }
        ),
        approve(
            "an amount in scientific notation is refused",
            .answer {
                if case .number(let amount)? = $0.call["commission_amount"],
                    amount.text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") })
                {
                    $0.fail(400)
                }
            }
        ),
        stats("a total over a million is in whole dollars") { $0 > 1_000_000 ? $0.rounded : $0 },
        Fault(
            "affiliate/stats",
            "three commissions and more are summed as floats",
            .answer {
                $0.edit { body in
                    guard let stats = body["stats"]?.objectValue, stats["approved_leads"]?.intValue ?? 0 >= 3,
                        let total = stats["total_commission"]?.numberValue, total.decimalPlaces > 0
                    else { return }
                    body["stats"] = .object(stats.with("total_commission", .number(total.drifted)))
                }
            }
        ),
        Fault(
            "admin/leads",
            "amounts below a dollar are shown as 0",
            .answer {
                $0.records("leads") {
                    if let amount = $0["commission_amount"]?.numberValue, amount < 1 {
                        $0["commission_amount"] = 0
                    }
                }
            }
        ),
    ]

    private static func approve(_ name: String, _ injection: InjectionPoint) -> Fault {
        Fault("admin/approve-lead", name, injection)
    }

    /// Changes amounts greater than one.
    private static func over(
        _ least: JSONNumber,
        _ change: @escaping @Sendable (JSONNumber) -> JSONNumber
    ) -> InjectionPoint {
        .request { call in
            guard let amount = call["commission_amount"]?.numberValue, amount > least,
                amount <= 1_000_000_000_000
            else { return }
            call["commission_amount"] = .number(change(amount))
        }
    }

    private static func stats(
        _ name: String,
        _ change: @escaping @Sendable (JSONNumber) -> JSONNumber
    ) -> Fault {
        Fault(
            "affiliate/stats",
            name,
            .answer {
                $0.edit { body in
                    guard let stats = body["stats"]?.objectValue,
                        let total = stats["total_commission"]?.numberValue
                    else { return }
                    body["stats"] = .object(stats.with("total_commission", .number(change(total))))
                }
            }
        )
    }
}

extension JSONNumber {
    fileprivate var rounded: JSONNumber { JSONNumber(Int(doubleValue)) }

    fileprivate var withoutLastDigit: JSONNumber { JSONNumber(String(text.dropLast())) ?? self }

    /// What a sum of doubles looks like.
    fileprivate var drifted: JSONNumber {
        JSONNumber(text + String(repeating: "0", count: max(0, 14 - decimalPlaces)) + "4") ?? self
    }
}
