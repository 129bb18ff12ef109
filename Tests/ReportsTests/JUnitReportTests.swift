import CLibXML2
import Foundation
import Reports
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("A JUnit report")
struct JUnitReportTests {
    private let report = JUnitReport(hostName: "build.example.com")

    @Test("is the file that CI systems have always been given")
    func golden() throws {
        let text = String(decoding: try report.document(of: SampleRun.record), as: UTF8.self)
        #expect(try text == Golden.text(named: "junit.xml", insteadOf: text))
    }

    @Test(
        "validates against both schemas in use",
        .needs(.junit),
        arguments: Golden.schemaNames
    )
    func validates(schema: String) throws {
        let folder = try #require(Golden.schemas)
        let document = try report.document(of: SampleRun.record)
        #expect(XMLSchemaValidator.problems(in: document, schema: folder + "/" + schema) == [])
    }

    @Test(
        "validates when nothing was run",
        .needs(.junit),
        arguments: Golden.schemaNames
    )
    func validatesEmpty(schema: String) throws {
        let folder = try #require(Golden.schemas)
        let document = try report.document(of: RunRecord())
        #expect(XMLSchemaValidator.problems(in: document, schema: folder + "/" + schema) == [])
    }

    @Test("validates with what a real run finds wrong", .needs(.junit))
    func validatesFailures() async throws {
        let folder = try #require(Golden.schemas)
        let document = try report.document(of: await FaultyRun.record())
        #expect(String(decoding: document, as: UTF8.self).contains("<failure message="))
        for schema in Golden.schemaNames {
            #expect(XMLSchemaValidator.problems(in: document, schema: folder + "/" + schema) == [])
        }
    }

    @Test(
        "would be refused by both schemas if it were another file",
        .needs(.junit),
        arguments: Golden.schemaNames
    )
    func refuses(schema: String) throws {
        let folder = try #require(Golden.schemas)
        let document = Array("<testsuites><testsuite nam='x'/></testsuites>".utf8)
        #expect(XMLSchemaValidator.problems(in: document, schema: folder + "/" + schema) != [])
    }

    @Test("holds no character that XML forbids, and no terminal code")
    func characters() throws {
        let text = String(decoding: try report.document(of: SampleRun.record), as: UTF8.self)
        for scalar in text.unicodeScalars where scalar.value < 0x20 {
            #expect(scalar == "\n", "U+\(String(scalar.value, radix: 16))")
        }
        #expect(
            !text.contains("&#x1;") && !text.contains("&#1;") && !text.unicodeScalars.contains("\u{FFFE}")
        )
        #expect(text.contains("\\u{1b}[31m"))
    }

    @Test("gives no two cases of a suite the same name")
    func names() throws {
        let text = String(decoding: try report.document(of: SampleRun.record), as: UTF8.self)
        let names = text.split(separator: "\n").filter { $0.contains("<testcase ") }
        #expect(names.count == 6)
        #expect(Set(names.map { $0.split(separator: " time=")[0] }).count == 6)
    }
}
