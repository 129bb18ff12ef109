import Contracts
import Foundation
import Planning
import Tables

/// A plan as text.
struct PlanText: CustomStringConvertible {
    private let plan: Plan
    private let service: Service

    init(_ plan: Plan, service: Service) {
        self.plan = plan
        self.service = service
    }

    var description: String {
        let population = plan.population.map { "\(Self.number($0.count)) \($0.name)s" }.joined(
            separator: ", "
        )
        let parts =
            ["\(service.name) for \(population)", actions, places, partitions, totals]
            + plan.warnings.map { "warning: \($0)" }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var actions: String {
        let total = plan.monthlyCost
        let rows = plan.actions.map { action in
            [
                action.action, Self.number(action.rate), Self.number(action.total.read),
                Self.number(action.total.write), Self.bytes(action.answerBytes),
                Self.number(action.monthlyCost),
                "\(Int((action.monthlyCost / max(total, 1e-9) * 100).rounded())) %",
            ]
        }
        return Self.table(
            ["action", "requests/s", "read units", "write units", "answer", "USD/month", "share"],
            rows
        )
    }

    private var places: String {
        let rows = plan.resources.sorted {
            $0.value.read + 5 * $0.value.write > $1.value.read + 5 * $1.value.write
        }
        .map { place, units in
            [Self.name(place), Self.number(units.read), Self.number(units.write)]
        }
        return Self.table(["table or index", "read units/s", "write units/s"], rows)
    }

    private var partitions: String {
        let hot = plan.partitions.filter { $0.share >= 0.1 }
        guard !hot.isEmpty else {
            return "no partition that all share takes a tenth of what one partition serves"
        }
        let rows = hot.map { partition in
            [
                "\(Self.name(partition.resource)) \(partition.attribute)=\(partition.value)",
                Self.number(partition.units.read), Self.number(partition.units.write),
                "\(Self.number(partition.share)) x",
            ]
        }
        return Self.table(["shared partition", "read units/s", "write units/s", "of one's limit"], rows)
            + "\n(one partition serves \(Self.number(Plan.partitionReads)) read and "
            + "\(Self.number(Plan.partitionWrites)) write units a second, whatever the table may do)"
    }

    private var totals: String {
        let executions = "\(Self.number(plan.concurrency)) executions at once"
        let over =
            plan.concurrency > Plan.concurrentExecutions
            ? ", and an account begins with \(Self.number(Plan.concurrentExecutions)): ask for more" : ""
        return """
            \(Self.number(plan.rate)) requests/s, \(executions) at \(Self.number(service.budget.planMilliseconds)) ms each\(over)
            about \(Self.number(plan.monthlyCost)) USD a month at list prices (us-east-1, on demand, without storage)
            """
    }

    // MARK: Formatting

    private static func name(_ place: CapacityUsage.Resource) -> String {
        place.index.map { "\(place.table).\($0)" } ?? place.table
    }

    /// Returns a number with three significant digits and separated thousands.
    private static func number(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        let isWhole = value == value.rounded()
        let digits = isWhole ? 0 : max(0, min(4, 2 - Int(log10(abs(value)).rounded(.down))))
        let fixed = String(format: "%.\(digits)f", value)
        let parts = fixed.split(separator: ".", maxSplits: 1)
        var whole = String(parts[0])
        var place = whole.count - 3
        while place > 0 {
            whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
            place -= 3
        }
        return parts.count > 1 ? "\(whole).\(parts[1])" : whole
    }

    private static func bytes(_ value: Double) -> String {
        switch value {
        case ..<1_000: "\(Int(value)) B"
        case ..<1e6: "\(number(value / 1_000)) KB"
        default: "\(number(value / 1e6)) MB"
        }
    }

    /// Returns aligned columns: the first to the left, the others to the right.
    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).map { row in
            row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + space : space + text
            }
            .joined(separator: "  ")
        }
        .joined(separator: "\n")
    }
}
