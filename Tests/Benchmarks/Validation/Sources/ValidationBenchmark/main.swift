import Foundation
import JSON
import JSONSchema

// ValidationBenchmark SCHEMAS DOCUMENTS [KIND/SUBJECT CALLS]
//
// Writes the documents, for the peers, and times ours; with a subject it only makes so many calls, for a profiler.

let arguments = CommandLine.arguments
guard arguments.count == 3 || arguments.count == 5 else {
    FileHandle.standardError.write(
        Data("usage: ValidationBenchmark SCHEMAS DOCUMENTS [SUBJECT CALLS]\n".utf8)
    )
    exit(2)
}
let only = arguments.count == 5 ? (subject: arguments[3], calls: Int(arguments[4]) ?? 1) : nil

/// Times one subject, or makes its calls.
func measure(_ name: String, _ documents: [[UInt8]], _ work: @escaping ([UInt8]) throws -> Bool) throws {
    let checked = { (document: [UInt8]) throws in
        guard try work(document) else { throw CocoaError(.coderInvalidValue) }
    }
    guard let only else { return try Measurement.run(name, documents, checked) }
    guard only.subject == name else { return }
    for call in 0..<only.calls { try checked(documents[call % documents.count]) }
}

let contract = try ContractSchemas("\(arguments[1])/../../../../Contracts")
try measure("contract/compile of \(contract.count) schemas", [[]]) { _ in
    try contract.compile().count == contract.count
}
try measure("contract/compile of \(contract.count) schemas and of their fused passes", [[]]) { _ in
    try contract.compile().allSatisfy { !$0.isValid(utf8: []) }
}

for (kind, make) in [("answer", Documents.answer), ("body", Documents.body)] {
    let documents = (0..<Documents.count).map { make($0 + 1) }
    for (number, document) in documents.enumerated() {
        let path = "\(arguments[2])/\(kind)-\(number).json"
        try Data(document).write(to: URL(filePath: path))
    }
    let source = try Data(contentsOf: URL(filePath: "\(arguments[1])/\(kind).json"))
    let schema = try SchemaRegistry(options: SchemaOptions(formatAssertion: true))
        .compile(JSONValue(parsing: [UInt8](source)))
    try measure("\(kind)/Foundation, parse", documents) { document in
        _ = try JSONSerialization.jsonObject(with: Data(document))
        return true
    }
    try measure("\(kind)/Understudy, parse", documents) { document in
        _ = try JSONValue(parsing: document)
        return true
    }
    try measure("\(kind)/Understudy, parse and validate", documents) { document in
        schema.isValid(try JSONValue(parsing: document))
    }
    try measure("\(kind)/Understudy, fused pass", documents) { document in
        schema.isValid(utf8: document)
    }
    var broken = documents
    for place in broken.indices {
        // One late error: the last message has a type that there is not.
        guard
            let error = String(decoding: broken[place], as: UTF8.self).range(
                of: "sender_type",
                options: .backwards
            )
        else { continue }
        let text = String(decoding: broken[place], as: UTF8.self)
        broken[place] = Array(text.replacingCharacters(in: error, with: "sender_kind").utf8)
    }
    guard kind == "answer" else { continue }
    try measure("\(kind)/Understudy, one late error in basic output", broken) { document in
        let verdict = schema.verdict(utf8: document)
        return try !verdict.isValid
            && !schema.errors(in: JSONValue(parsing: document), after: verdict).isEmpty
    }
}
