import Foundation
import JSON
import Testing
import TestSupport

/// JSONTestSuite: what a parser must accept, must refuse, and may decide.
@Suite(
    "The public parsing suite",
    .needs(.jsonParsing)
)
struct ParsingSuiteTests {
    @Test("is complete: 95 texts to accept, 188 to refuse, 35 to decide on")
    func isComplete() {
        #expect(TestData.files(in: TestData.parsingSuite, prefix: "y_").count == 95)
        #expect(TestData.files(in: TestData.parsingSuite, prefix: "n_").count == 188)
        #expect(TestData.files(in: TestData.parsingSuite, prefix: "i_").count == 35)
    }

    @Test("has what must be accepted accepted, and it survives being written", arguments: files("y_"))
    func accepted(file: TestData.File) throws {
        let value = try JSONParser(duplicateNames: .keepLast).parse(file.bytes)
        #expect(try JSONValue(parsing: value.serialized()) == value)
        #expect(try JSONValue(parsing: value.prettyText()) == value)
    }

    @Test(
        "has what must be accepted accepted by default as well, but for duplicate names",
        arguments: files("y_")
    )
    func acceptedByDefault(file: TestData.File) {
        let isDuplicate = file.name.hasPrefix("y_object_duplicated_key")
        do {
            _ = try JSONParser().parse(file.bytes)
            #expect(!isDuplicate)
        } catch {
            guard case .duplicateName = error.kind else {
                Issue.record("refused: \(error)")
                return
            }
            #expect(isDuplicate)
        }
    }

    @Test("has what must be refused refused, at a place inside the text", arguments: files("n_"))
    func refused(file: TestData.File) {
        let lenient = JSONParser(maximumDepth: .max, duplicateNames: .keepLast, byteOrderMark: .skip)
        for parser in [JSONParser(), lenient] {
            let error = #expect(throws: JSONError.self) { try parser.parse(file.bytes) }
            #expect((0...file.bytes.count).contains(error?.position.offset ?? -1))
        }
    }

    /// What becomes of each text that RFC 8259 leaves to the parser.
    enum Policy {
        /// Numbers are exact and as large as you like.
        case exactNumber
        /// The exponent is beyond the limit.
        case numberOutOfRange
        /// A text must be made of Unicode scalars; nothing is replaced.
        case loneSurrogate, invalidUTF8
        /// UTF-16 without a mark reads as UTF-8 with zero bytes.
        case notUTF16
        /// 500 levels are within the limit.
        case deepEnough
        /// A byte order mark is refused unless the parser is told to skip it.
        case byteOrderMark
    }

    static let policies: [String: Policy] = [
        "i_number_double_huge_neg_exp.json": .exactNumber,
        "i_number_huge_exp.json": .numberOutOfRange,
        "i_number_neg_int_huge_exp.json": .exactNumber,
        "i_number_pos_double_huge_exp.json": .exactNumber,
        "i_number_real_neg_overflow.json": .exactNumber,
        "i_number_real_pos_overflow.json": .exactNumber,
        "i_number_real_underflow.json": .exactNumber,
        "i_number_too_big_neg_int.json": .exactNumber,
        "i_number_too_big_pos_int.json": .exactNumber,
        "i_number_very_big_negative_int.json": .exactNumber,
        "i_object_key_lone_2nd_surrogate.json": .loneSurrogate,
        "i_string_1st_surrogate_but_2nd_missing.json": .loneSurrogate,
        "i_string_1st_valid_surrogate_2nd_invalid.json": .loneSurrogate,
        "i_string_UTF-16LE_with_BOM.json": .invalidUTF8,
        "i_string_UTF-8_invalid_sequence.json": .invalidUTF8,
        "i_string_UTF8_surrogate_U+D800.json": .invalidUTF8,
        "i_string_incomplete_surrogate_and_escape_valid.json": .loneSurrogate,
        "i_string_incomplete_surrogate_pair.json": .loneSurrogate,
        "i_string_incomplete_surrogates_escape_valid.json": .loneSurrogate,
        "i_string_invalid_lonely_surrogate.json": .loneSurrogate,
        "i_string_invalid_surrogate.json": .loneSurrogate,
        "i_string_invalid_utf-8.json": .invalidUTF8,
        "i_string_inverted_surrogates_U+1D11E.json": .loneSurrogate,
        "i_string_iso_latin_1.json": .invalidUTF8,
        "i_string_lone_second_surrogate.json": .loneSurrogate,
        "i_string_lone_utf8_continuation_byte.json": .invalidUTF8,
        "i_string_not_in_unicode_range.json": .invalidUTF8,
        "i_string_overlong_sequence_2_bytes.json": .invalidUTF8,
        "i_string_overlong_sequence_6_bytes.json": .invalidUTF8,
        "i_string_overlong_sequence_6_bytes_null.json": .invalidUTF8,
        "i_string_truncated-utf-8.json": .invalidUTF8,
        "i_string_utf16BE_no_BOM.json": .notUTF16,
        "i_string_utf16LE_no_BOM.json": .notUTF16,
        "i_structure_500_nested_arrays.json": .deepEnough,
        "i_structure_UTF-8_BOM_empty_object.json": .byteOrderMark,
    ]

    @Test("has each text that is up to the parser treated as written down", arguments: files("i_"))
    func decided(file: TestData.File) throws {
        let policy = try #require(Self.policies[file.name])
        switch policy {
        case .exactNumber, .deepEnough:
            let value = try JSONParser().parse(file.bytes)
            let text = String(decoding: file.bytes, as: UTF8.self).filter { !$0.isWhitespace }
            #expect(value.compactText == text)
        case .numberOutOfRange:
            #expect(refusal(of: file) == .numberOutOfRange)
        case .loneSurrogate:
            #expect(refusal(of: file) == .loneSurrogate)
        case .invalidUTF8:
            #expect(refusal(of: file) == .invalidUTF8)
        case .notUTF16:
            #expect(refusal(of: file) == .unexpectedCharacter("\0", expected: .value))
        case .byteOrderMark:
            #expect(refusal(of: file) == .byteOrderMark)
            #expect(try JSONParser(byteOrderMark: .skip).parse(file.bytes) == [:])
        }
    }

    private func refusal(of file: TestData.File) -> JSONError.Kind? {
        do {
            _ = try JSONParser().parse(file.bytes)
            return nil
        } catch {
            return error.kind
        }
    }

    private static func files(_ prefix: String) -> [TestData.File] {
        TestData.files(in: TestData.parsingSuite, prefix: prefix)
    }
}
