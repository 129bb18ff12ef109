import Contracts
import Foundation
import JSON
import Lambda
import Testing

@testable import Verifier
import VerifierEvents

@Suite("A curl script")
struct ScriptTests {
    private func exchange(
        _ request: LambdaRequest,
        number: Int = 0,
        answer: String = "{}",
        batch: Int? = nil,
        headers: [HeaderField] = []
    ) -> RecordedExchange {
        var response = LambdaResponse.json(answer)
        for header in headers { response.headers.append(header.name, header.value) }
        return RecordedExchange(
            number: number,
            request: request,
            response: response,
            action: nil,
            seconds: 0,
            batch: batch
        )
    }

    private func script(
        _ exchanges: [RecordedExchange],
        revealed: Set<ExactString> = [],
        key: APIKeys.Place? = nil
    ) -> String {
        CurlScript(
            endpointURL: "http://127.0.0.1:3000/",
            prefix: "us-1-2",
            revealed: revealed,
            secretHeaders: [],
            key: key
        ).text(exchanges)
    }

    /// What a script hands to curl: each call's arguments, then what came in by a pipe.
    private func calls(_ script: String, answers: [String] = []) throws -> [(
        arguments: [[UInt8]], input: [UInt8]
    )] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // A curl that writes down what it gets and gives the prepared answers, one after another.
        let fake = """
            cd '\(folder.path)'
            curl() {
              n=$(ls | grep -c 'arguments$')
              for argument in "$@"; do printf '%s\\0' "$argument"; done > "$n.arguments"
              case "$*" in *@-*) cat > "$n.input";; esac
              [ ! -f "$n.answer" ] || cat "$n.answer"
            }

            """
        for (index, answer) in answers.enumerated() {
            try Data(answer.utf8).write(to: folder.appending(path: "\(index).answer"))
        }
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", fake + script]
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        var calls: [(arguments: [[UInt8]], input: [UInt8])] = []
        while let arguments = try? Data(contentsOf: folder.appending(path: "\(calls.count).arguments")) {
            let input = try? Data(contentsOf: folder.appending(path: "\(calls.count).input"))
            let parts = Array(arguments).split(separator: 0, omittingEmptySubsequences: false).dropLast()
            calls.append((parts.map(Array.init), Array(input ?? Data())))
        }
        return calls
    }

    @Test(
        "hands the body to curl byte by byte",
        arguments: [
            Array(#"{"message":"it's \"quoted\" $HOME `id` \\ %s !"}"#.utf8),
            Array("{\"message\":\"caf\u{E9} 🕯\"}".utf8),
            Array("@file".utf8), Array("-d".utf8), [0x7B, 0xFF, 0xFE, 0x00, 0x27, 0x25, 0x5C, 0x0A, 0x7D],
            Array(0...255), Array("line\nbreak\ttab\r\n".utf8), Array("'".utf8),
            Array("{\"text\":\"".utf8) + Array(repeating: UInt8(ascii: "x"), count: 390_000)
                + Array("\"}".utf8),
            Array("{\"text\":\"".utf8) + Array(String(repeating: "é'", count: 50_000).utf8)
                + Array("\"}".utf8),
            Array(repeating: UInt8(ascii: "["), count: 100_000)
                + Array(repeating: UInt8(ascii: "]"), count: 100_000),
        ]
    )
    func bodies(body: [UInt8]) throws {
        let text = script([exchange(LambdaRequest(method: "POST", headers: ["A": "b"], body: body))])
        let call = try #require(try calls(text).first)
        let option = call.arguments.firstIndex { $0.starts(with: Array("--data".utf8)) }
        let data = try #require(option.map { call.arguments[$0 + 1] })
        #expect((data == Array("@-".utf8) && !call.input.isEmpty ? call.input : data) == body)
        #expect(text.utf8.count < 150_000)
    }

    @Test(
        "is tried with ids of another play, of a body that is not text, too",
        arguments: [
            ("us-1 and us-1", "us-2 and us-2"), ("us-us-1", "us-us-2"), ("us-1us-1", "us-2us-2"),
            ("us-", "us-"), ("", ""), ("u", "u"), ("us-1", "us-2"),
        ]
    )
    func otherIdentifiers(body: String, expected: String) {
        let bytes = [0xFF] + Array(body.utf8) + [0x00]
        #expect(bytes.replacingBytes(of: "us-1", with: "us-2") == [0xFF] + Array(expected.utf8) + [0x00])
    }

    @Test("gives ids of ours a fresh prefix each time")
    func prefix() throws {
        let request = LambdaRequest(
            method: "POST",
            rawQuery: "user_id=us-1-2-ana",
            body: Array(#"{"user_id":"us-1-2-ana"}"#.utf8)
        )
        let text = script([exchange(request)])
        #expect(!text.contains("us-1-2"))
        let call = try #require(try calls(text).first)
        let arguments = call.arguments.map { String(decoding: $0, as: UTF8.self) }
        #expect(arguments.contains { $0.hasPrefix(#"{"user_id":"again-"#) && $0.hasSuffix(#"-ana"}"#) })
        #expect(arguments.contains { $0.hasPrefix("http://127.0.0.1:3000/?user_id=again-") })
    }

    @Test("takes ids that the endpoint made from its answers")
    func revealed() throws {
        let first = LambdaRequest(method: "POST", body: Array(#"{"action":"chat/send"}"#.utf8))
        let second = LambdaRequest(method: "GET", rawQuery: "conversation_id=c%2D1&since=1767225600000")
        let text = script(
            [
                exchange(
                    first,
                    answer:
                        #"{"list":[{"conversation_id":"x"},{"conversation_id":"c-1"}],"at":1767225600000}"#
                ),
                exchange(LambdaRequest(method: "GET", rawQuery: "id=c-1&since=1767225600000"), number: 1),
                exchange(second, number: 2),
            ],
            revealed: ["c-1", "1767225600000"]
        )
        let answer =
            "HTTP/1.1 200 OK\r\n\r\n"
            + #"{"list":[{"conversation_id": "y"},{"conversation_id": "new id"}],"at":42}"#
        let calls = try calls(text, answers: [answer])
        #expect(calls.count == 3)
        #expect(calls[1].arguments.contains(Array("http://127.0.0.1:3000/?id=new id&since=42".utf8)))
    }

    @Test("takes numeric ids that the endpoint made into paths and forms, as a whole")
    func numbers() throws {
        let rename = LambdaRequest(
            method: "PATCH",
            path: "/orders/17/lines/172",
            body: Array(#"{"id":17}"#.utf8)
        )
        let form = LambdaRequest(
            method: "POST",
            headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: Array("amount=1.17&order=17".utf8)
        )
        let text = script(
            [
                exchange(LambdaRequest(method: "POST", path: "/orders"), answer: #"{"id":17}"#),
                exchange(rename, number: 1), exchange(form, number: 2),
            ],
            revealed: ["17"]
        )
        let calls = try calls(text, answers: ["HTTP/1.1 201 Created\r\n\r\n{\"id\": 40}"])
        try #require(calls.count == 3)
        #expect(calls[1].arguments.contains(Array("http://127.0.0.1:3000/orders/40/lines/172".utf8)))
        #expect(calls[1].arguments.contains(Array(#"{"id":40}"#.utf8)))
        #expect(calls[2].arguments.contains(Array("amount=1.17&order=40".utf8)))
    }

    @Test("takes an id from its own record, whatever records of others are in the list")
    func ownRecord() throws {
        let list =
            #"{"leads":[{"lead_id":"x","name":"other"},{"lead_id":"l-1","name":"us-1-2-ana"},{"lead_id":"y"}]}"#
        let text = script(
            [
                exchange(LambdaRequest(method: "GET", rawQuery: "action=admin/leads"), answer: list),
                exchange(LambdaRequest(method: "GET", rawQuery: "id=l-1"), number: 1),
            ],
            revealed: ["l-1"]
        )
        #expect(text.contains("run=again-"))
        let answer =
            "HTTP/1.1 200 OK\r\n\r\n"
            + #"{"leads":[{"name":"'"$run"'-ana","lead_id":"new id"},{"lead_id":"z","name":"b"}]}"#
        let fixed = text.replacing("run=again-$(date +%s)", with: "run=again-7")
        let calls = try calls(fixed, answers: [answer.replacing("'\"$run\"'", with: "again-7")])
        #expect(calls.last?.arguments.contains(Array("http://127.0.0.1:3000/?id=new id".utf8)) == true)
    }

    @Test("makes an altered id of the id that the endpoint made")
    func altered() throws {
        let id = "Conv-4711-ab"
        let sent = [id, "cONV-4711-AB", "Conv-4711-a_", "Conv-4711-%25"]
        let text = script(
            [exchange(LambdaRequest(method: "POST"), answer: #"{"id":"\#(id)"}"#)]
                + sent.enumerated().map { index, value in
                    exchange(LambdaRequest(method: "GET", rawQuery: "id=\(value)"), number: index + 1)
                },
            revealed: [ExactString(id)]
        )
        #expect(!text.contains("4711"), "\(text)")
        let calls = try calls(text, answers: ["HTTP/1.1 200 OK\r\n\r\n{\"id\":\"Zz-9x\"}"])
        let made = calls.dropFirst().compactMap { call in
            call.arguments.map { String(decoding: $0, as: UTF8.self) }.first { $0.contains("?id=") }
        }
        #expect(made == ["Zz-9x", "zZ-9X", "Zz-9_", "Zz-%25"].map { "http://127.0.0.1:3000/?id=\($0)" })
    }

    @Test("makes an altered id of the fresh prefix of ours")
    func alteredPrefix() throws {
        let text = script([exchange(LambdaRequest(method: "GET", rawQuery: "id=US-1-2-ANA"))])
        #expect(!text.contains("US-1-2"), "\(text)")
        let call = try #require(try calls(text).first)
        let arguments = call.arguments.map { String(decoding: $0, as: UTF8.self) }
        #expect(arguments.contains { $0.contains("?id=AGAIN-") && $0.hasSuffix("-ANA") }, "\(arguments)")
    }

    @Test("takes the tag from the answer before", arguments: [#""a-1""#, #"W/"a-1""#])
    func tag(sent: String) throws {
        let text = script([
            exchange(
                LambdaRequest(method: "GET", rawQuery: "id=1"),
                headers: [HeaderField("ETag", #"W/"a-1""#)]
            ),
            exchange(
                LambdaRequest(method: "GET", rawQuery: "id=1", headers: ["If-None-Match": sent]),
                number: 1
            ),
        ])
        #expect(!text.contains("a-1"), "\(text)")
        let calls = try calls(text, answers: ["HTTP/1.1 200 OK\r\nEtag: W/\"b-2\"\r\n\r\n{}"])
        let expected = "If-None-Match: " + sent.replacing("a-1", with: "b-2")
        #expect(calls.last?.arguments.contains(Array(expected.utf8)) == true, "\(text)")
    }

    @Test("takes ids from answers to requests that were sent at the same time")
    func revealedAtOnce() throws {
        let text = script(
            [
                exchange(LambdaRequest(method: "POST", path: "/a"), answer: #"{"id":"one-1"}"#, batch: 1),
                exchange(
                    LambdaRequest(method: "POST", path: "/b"),
                    number: 1,
                    answer: #"{"id":"two-2"}"#,
                    batch: 1
                ),
                exchange(LambdaRequest(method: "GET", rawQuery: "first=one-1&second=two-2"), number: 2),
            ],
            revealed: ["one-1", "two-2"]
        )
        #expect(!text.contains("one-1") && !text.contains("two-2"), "\(text)")
        #expect(text.split(separator: "\n").count { $0.hasSuffix(" &") } == 2)
        // The address is the answer, since requests at the same time have no order.
        let fake =
            "curl() { for a in \"$@\"; do case $a in http*) echo '{\"id\":\"'\"$a\"'\"}';; esac; done; }\n"
        let shell = Process()
        let output = Pipe()
        // Foundation starts processes with signals blocked, which lets another shell wait for its children for ever.
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-c", fake + text]
        shell.standardOutput = output
        try shell.run()
        let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        shell.waitUntilExit()
        let url = "http://127.0.0.1:3000"
        #expect(printed.contains("\(url)/?first=\(url)/a&second=\(url)/b"), "\(printed)")
    }

    @Test("says that requests at the same time may not show the failure each time", arguments: [1, 2])
    func concurrentNote(count: Int) {
        let text = script(
            (0..<count).map { exchange(LambdaRequest(method: "POST", path: "/\($0)"), number: $0, batch: 1) }
        )
        #expect(text.hasPrefix("# May not show the failure each time: ") == (count > 1), "\(text)")
    }

    @Test("makes ids of ours as long as they were, since a contract may allow no longer ones")
    func prefixLength() throws {
        let prefix = "us-tp9p0d86q-3u"
        let text = CurlScript(
            endpointURL: "http://127.0.0.1:3000/",
            prefix: prefix,
            revealed: [],
            secretHeaders: []
        ).text([exchange(LambdaRequest(method: "GET", rawQuery: "id=\(prefix)-\(prefix)-us"))])
        let call = try #require(try calls(text).first)
        let address = call.arguments.map { String(decoding: $0, as: UTF8.self) }.first { $0.contains("?id=") }
        #expect(!text.contains(prefix))
        #expect(address?.utf8.count == "http://127.0.0.1:3000/?id=\(prefix)-\(prefix)-us".utf8.count)
    }

    @Test(
        "takes ids into bodies that a terminal does not show",
        arguments: [[0x7F], [0xFF, 0x0A]] as [[UInt8]]
    )
    func unprintable(bytes: [UInt8]) throws {
        func body(_ id: String) -> [UInt8] {
            Array(#"{"id":"\#(id)","user":"é","text":""#.utf8) + bytes + Array(#""}"#.utf8)
        }
        let text = script(
            [
                exchange(LambdaRequest(method: "POST"), answer: #"{"id":"c-1"}"#),
                exchange(LambdaRequest(method: "GET", rawQuery: "id=c-1"), number: 1),
                exchange(LambdaRequest(method: "POST", headers: ["A": "b"], body: body("c-1")), number: 2),
            ],
            revealed: ["c-1"]
        )
        let calls = try calls(text, answers: ["HTTP/1.1 200 OK\r\n\r\n{\"id\":\"new\"}"])
        #expect(calls.last?.input == body("new"), "\(text)")
    }

    @Test("turns a series that counts into a loop", arguments: [nil, 7])
    func loop(batch: Int?) throws {
        let exchanges = (0..<120).map { index in
            let body = #"{"user_id":"us-1-2-user-\#(index)","message":"number \#(index)"}"#
            return exchange(
                LambdaRequest(method: "POST", body: Array(body.utf8)),
                number: index,
                batch: batch
            )
        }
        let text = script(exchanges)
        #expect(text.split(separator: "\n").count <= 4)
        guard batch == nil else {
            #expect(text.contains("& done; wait"))
            return
        }
        let calls = try calls(text)
        #expect(calls.count == 120)
        let last = calls[119].arguments.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        #expect(last.hasSuffix(#"-user-119","message":"number 119"}"#))
    }

    @Test("sends requests of one batch at the same time")
    func batch() {
        let exchanges = ["a", "b"].enumerated().map { index, text in
            exchange(LambdaRequest(method: "POST", body: Array(text.utf8)), number: index, batch: 1)
        }
        let lines = script(exchanges).split(separator: "\n")
        #expect(lines.count { $0.hasSuffix(" &") } == 2)
        #expect(lines.last == "wait")
    }
}
