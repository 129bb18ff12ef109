import Benchmark
import Foundation
import JSON

/// A hundred messages, as a list shows them.
func json() {
    let message = """
        {"message_id":"4c1de0a7-58b2-4a6e-b3f9-7d90e2a1c564","conversation_id":"0b6f1f58-9d3c-4f0a-8a51-6a3f1c2d7e90",\
        "sender_id":"user-ana","sender_type":"user","message_text":"Where is my parcel? \\u00e9\\n","created_at":1767225600000,\
        "is_read":false}
        """
    let bytes = Array("{\"messages\":[\(Array(repeating: message, count: 100).joined(separator: ","))]}".utf8)
    Benchmark("JSON, 100 messages: parse") { benchmark in
        for _ in benchmark.scaledIterations { blackHole(try JSONValue(parsing: bytes)) }
    }
    Benchmark("JSON, 100 messages: parse by Foundation") { benchmark in
        let data = Data(bytes)
        for _ in benchmark.scaledIterations { blackHole(try JSONSerialization.jsonObject(with: data)) }
    }
    Benchmark("JSON, 100 messages: write") { benchmark, value in
        for _ in benchmark.scaledIterations { blackHole(value.serialized()) }
    } setup: {
        try JSONValue(parsing: bytes)
    }
}
