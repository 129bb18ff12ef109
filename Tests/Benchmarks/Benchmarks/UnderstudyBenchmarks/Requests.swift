import Backend
import Benchmark
import Gate
import JSON
import Lambda
import Sessions
import Tables

/// What a request costs: the function alone, and in a session behind the gate that checks the contract.
func requests() {
    let read = LambdaRequest(method: "GET", rawQuery: "action=chat/messages&conversation_id=conversation-7")
    let write = LambdaRequest(
        method: "POST",
        body: JSONValue.object([
            "action": "chat/send", "user_id": "user-0", "store_url": "https://store.example.com",
            "conversation_id": "conversation-7", "message": "Is anybody there?",
        ]).serialized()
    )
    for (name, request) in [("read 10 messages", read), ("send a message", write)] {
        Benchmark("\(name): function alone") { benchmark, function in
            for _ in benchmark.scaledIterations { blackHole(await function.send(request)) }
        } setup: {
            SupportBackend(store: InMemoryStore(try await Worlds.conversations(110, messages: 10).tables))
        }
        Benchmark("\(name): in a session, behind the gate") {
            (benchmark: Benchmark, stage: SessionPipeline) in
            let session = try stage.registry.session(.standard)
            for _ in benchmark.scaledIterations { blackHole(await stage.answer(request, in: session)) }
        } setup: {
            let contract = try Worlds.contract.get()
            let book = Worlds.book(try await Worlds.conversations(110, messages: 10))
            return SessionPipeline(book, contract: CurrentContract(ServedContract(contract)))
        }
    }
}
