public import JSON

/// A function of a behaviour: an object with one member whose name begins with `$`.
public enum BehaviourFunction: Sendable {
    /// `$first`: the first value that is present and not null.
    case first([BehaviourValue])
    /// `$case`: a choice by a value.
    case choice(CaseFunction)
    /// `$merge`: one object of the members of several; later ones win.
    case merge([BehaviourValue])
    /// `$count`: the number of elements of an array.
    case count(CountFunction)
    /// `$sum`: the exact sum of a member over an array.
    case sum(SumFunction)
    /// `$negative`: a number with the other sign.
    case negative(NegativeFunction)
    /// `$project`: some members of an object, or of each object of an array.
    case project(ProjectFunction)
    /// `$list`: a page of the records of a table.
    case list(ListFunction)
    /// `$prefix`: the beginning of a text.
    case prefix(PrefixFunction)
    /// `$now`: the time of the request, not before or after another time.
    case now(NowFunction)
    /// `$literal`: a value in which nothing is replaced.
    case literal(JSONValue)

    /// The names of the functions, in alphabetical order.
    public static let names = [
        "$case", "$count", "$first", "$list", "$literal", "$merge", "$negative", "$now", "$prefix",
        "$project", "$sum",
    ]
}
