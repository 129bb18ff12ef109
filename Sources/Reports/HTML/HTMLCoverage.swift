import VerifierEvents

/// The template values of the coverage of one action.
enum HTMLCoverage {
    /// A row of the overview: a percentage for each aspect.
    static func overview(_ suite: Coverage.Suite, id: String) -> [String: Any] {
        let cells = CoveragePoint.Aspect.allCases.map { aspect in
            let points = suite.points.filter { $0.aspect == aspect }
            let reached = points.count(where: \.isReached)
            return cell(
                aspect.plural,
                points.isEmpty ? "–" : "\(reached)/\(points.count)",
                points.isEmpty ? "short absent" : reached < points.count ? "short none" : "short"
            )
        }
        return ["id": id, "name": suite.name, "cells": cells]
    }

    /// The tables of an action: statuses, members and keywords, values, forms, rules.
    static func values(_ suite: Coverage.Suite) -> [String: Any] {
        [
            "percent": Figure.percent(suite.percent),
            "reached": "\(suite.reached)",
            "total": "\(suite.points.count)",
            "tables": [
                statuses(suite), keywords(suite), members(suite),
                plain("Values sent", ["member", "value"], suite, .requestValue),
                plain("Values answered", ["member", "value"], suite, .answerValue),
                plain("Optional members answered", ["member"], suite, .answerMember),
                plain("Wire forms", ["form"], suite, .form), plain("Rules", ["rule"], suite, .rule),
            ].compactMap(\.self),
        ]
    }

    private static func statuses(_ suite: Coverage.Suite) -> [String: Any]? {
        var rows = suite.points.filter { $0.aspect == .status }.map { point in
            [cell("status", point.subject), count("answers", point.count)]
        }
        rows += suite.otherStatuses.sorted { $0.key < $1.key }.map { status, count in
            [cell("status", "\(status), not in the contract"), Self.count("answers", count)]
        }
        return table("Statuses", ["status", "answers"], rows)
    }

    /// Keywords that were kept and broken, side by side.
    private static func keywords(_ suite: Coverage.Suite) -> [String: Any]? {
        struct Key: Hashable {
            let place: String
            let subject: String
        }
        var order: [Key] = []
        var kept: [Key: Int] = [:]
        var broken: [Key: Int] = [:]
        for point in suite.points where [.keywordKept, .keywordBroken].contains(point.aspect) {
            let key = Key(place: point.place, subject: point.subject)
            if kept[key] == nil, broken[key] == nil { order.append(key) }
            if point.aspect == .keywordKept {
                kept[key, default: 0] += point.count
            } else {
                broken[key, default: 0] += point.count
            }
        }
        let rows = order.map { key in
            [
                cell("member", key.place), cell("keyword", key.subject), count("fitting", kept[key]),
                count("breaking", broken[key]),
            ]
        }
        return table("Keywords of the request", ["member", "keyword", "fitting", "breaking"], rows)
    }

    private static func members(_ suite: Coverage.Suite) -> [String: Any]? {
        let leftOut = Dictionary(
            suite.points.filter { $0.aspect == .memberLeftOut }.map { ($0.place, $0.count) },
            uniquingKeysWith: +
        )
        let rows = suite.points.filter { $0.aspect == .memberSent }.map { point in
            [
                cell("member", point.place), count("sent", point.count),
                count("left out", leftOut[point.place]),
            ]
        }
        return table("Optional members of the request", ["member", "sent", "left out"], rows)
    }

    private static func plain(
        _ title: String,
        _ columns: [String],
        _ suite: Coverage.Suite,
        _ aspect: CoveragePoint.Aspect
    ) -> [String: Any]? {
        let rows = suite.points.filter { $0.aspect == aspect }.map { point in
            columns.map { column in cell(column, column == "member" ? point.place : point.subject) }
                + [count("times", point.count)]
        }
        return table(title, columns + ["times"], rows)
    }

    private static func table(
        _ title: String,
        _ columns: [String],
        _ rows: [[[String: Any]]]
    ) -> [String: Any]? {
        guard !rows.isEmpty else { return nil }
        return ["title": title, "columns": columns, "rows": rows.map { ["cells": $0] }]
    }

    /// The number of hits; `nil` where there can be none.
    private static func count(_ label: String, _ count: Int?) -> [String: Any] {
        cell(label, count.map { $0 == 0 ? "never" : "\($0)" } ?? "–", count == 0 ? "none" : "")
    }

    private static func cell(_ label: String, _ text: String, _ name: String = "") -> [String: Any] {
        ["label": label, "text": text, "class": name]
    }
}

extension CoveragePoint.Aspect {
    /// The heading of a column.
    var plural: String {
        switch self {
        case .status: "statuses"
        case .keywordKept: "keywords kept"
        case .keywordBroken: "keywords broken"
        case .requestValue: "values sent"
        case .memberSent: "members sent"
        case .memberLeftOut: "members left out"
        case .form: "wire forms"
        case .answerValue: "values answered"
        case .answerMember: "members answered"
        case .rule: "rules"
        }
    }
}
