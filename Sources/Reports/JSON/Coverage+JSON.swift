import JSON
import VerifierEvents

extension Coverage {
    /// The coverage in the form of the JSON report.
    var json: JSONValue {
        [
            "percent": Figure.number(percent),
            "reached": .number(JSONNumber(reached)),
            "total": .number(JSONNumber(total)),
            "aspects": .array(
                CoveragePoint.Aspect.allCases.map { aspect in
                    let figures = figures(of: aspect)
                    return [
                        "aspect": .string(aspect.rawValue),
                        "reached": .number(JSONNumber(figures.reached)),
                        "total": .number(JSONNumber(figures.total)),
                    ]
                }
            ),
            "missing": .array(missing.map(JSONValue.string)),
            "suites": .array(suites.map(\.json)),
        ]
    }
}

extension Coverage.Suite {
    fileprivate var json: JSONValue {
        [
            "name": .string(name),
            "percent": Figure.number(percent),
            "reached": .number(JSONNumber(reached)),
            "total": .number(JSONNumber(points.count)),
            "otherStatuses": .array(
                otherStatuses.sorted { $0.key < $1.key }.map { status, count in
                    ["status": .number(JSONNumber(status)), "count": .number(JSONNumber(count))]
                }
            ),
            "points": .array(points.map(\.json)),
        ]
    }
}

extension CoveragePoint {
    fileprivate var json: JSONValue {
        [
            "aspect": .string(aspect.rawValue),
            "place": .string(place),
            "subject": .string(subject),
            "count": .number(JSONNumber(count)),
        ]
    }
}
