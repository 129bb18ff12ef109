import JSON
import Planning
import Tables

/// A plan as JSON, for programs.
struct PlanJSON {
    private let plan: Plan

    init(_ plan: Plan) {
        self.plan = plan
    }

    /// The document, with members in a natural order.
    var text: String {
        JSONValue.object([
            "population": .object(
                JSONObject(plan.population.map { JSONMember(name: $0.name, value: Self.number($0.count)) })
            ),
            "requestsPerSecond": Self.number(plan.rate),
            "concurrentExecutions": Self.number(plan.concurrency),
            "monthlyCostUSD": Self.number(plan.monthlyCost),
            "actions": .array(plan.actions.map(Self.action)),
            "places": .array(
                plan.resources.sorted { "\($0.key)" < "\($1.key)" }.map { Self.place($0.key, $0.value) }
            ),
            "sharedPartitions": .array(plan.partitions.map(Self.partition)),
            "warnings": .array(plan.warnings.map(JSONValue.string)),
        ])
        .prettyText() + "\n"
    }

    private static func action(_ action: Plan.ActionShare) -> JSONValue {
        [
            "action": .string(action.action), "requestsPerSecond": number(action.rate),
            "readUnits": number(action.total.read), "writeUnits": number(action.total.write),
            "answerBytes": number(action.answerBytes), "monthlyCostUSD": number(action.monthlyCost),
        ]
    }

    private static func place(_ place: CapacityUsage.Resource, _ units: CapacityUsage.Units) -> JSONValue {
        [
            "table": .string(place.table), "index": place.index.map(JSONValue.string) ?? .null,
            "readUnitsPerSecond": number(units.read), "writeUnitsPerSecond": number(units.write),
        ]
    }

    private static func partition(_ partition: Plan.HotPartition) -> JSONValue {
        [
            "table": .string(partition.resource.table),
            "index": partition.resource.index.map(JSONValue.string) ?? .null,
            "attribute": .string(partition.attribute), "value": .string(partition.value),
            "readUnitsPerSecond": number(partition.units.read),
            "writeUnitsPerSecond": number(partition.units.write), "shareOfLimit": number(partition.share),
        ]
    }

    /// Returns a finite number to a thousandth.
    private static func number(_ value: Double) -> JSONValue {
        .number(JSONNumber("\((value * 1_000).rounded() / 1_000)") ?? 0)
    }
}
