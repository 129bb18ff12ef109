// Answers every GET with the bytes of one file and every POST, whose body it reads, with those of another, and does nothing else:
// ServingPeer PORT GET-FILE POST-FILE.
import Foundation
import Hummingbird

let arguments = CommandLine.arguments
guard arguments.count == 4, let port = Int(arguments[1]),
    let read = FileManager.default.contents(atPath: arguments[2]),
    let written = FileManager.default.contents(atPath: arguments[3])
else {
    let usage = "usage: ServingPeer PORT GET-FILE POST-FILE; both must be readable\n"
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
}

@Sendable func answer(_ body: Data) -> Response {
    Response(
        status: .ok,
        headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
}

let router = Router()
router.get("/") { _, _ in answer(read) }
router.post("/") { request, _ in
    _ = try await request.body.collect(upTo: 1 << 20)
    return answer(written)
}
let server = Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
)
try await server.runService()
