import CLibXML2

/// Validates a document against an XML Schema file with libxml2.
enum XMLSchemaValidator {
    /// The library begins to work before two tests use it at once: left to itself it can lock them both out for ever.
    private static let isReady: Void = xmlInitParser()

    /// The messages of the validator, one a problem; empty when the document is valid.
    static func problems(in document: [UInt8], schema path: String) -> [String] {
        isReady
        let collector = MessageCollector()
        var receiver = understudy_xml_receiver(
            receive: { context, line, message in
                guard let context, let message else { return }
                let collector = Unmanaged<MessageCollector>.fromOpaque(context).takeUnretainedValue()
                collector.messages.append("line \(line): \(String(cString: message))")
            },
            context: Unmanaged.passUnretained(collector).toOpaque()
        )
        return withExtendedLifetime(collector) {
            withUnsafeMutablePointer(to: &receiver) { receiver in
                validate(document, path, receiver, collector)
            }
        }
    }

    private static func validate(
        _ document: [UInt8],
        _ path: String,
        _ receiver: UnsafeMutablePointer<understudy_xml_receiver>,
        _ collector: MessageCollector
    ) -> [String] {
        guard let parser = xmlSchemaNewParserCtxt(path) else { return ["no schema parser for \(path)"] }
        defer { xmlSchemaFreeParserCtxt(parser) }
        understudy_xml_schema_parser_receiver(parser, receiver)
        guard let schema = xmlSchemaParse(parser) else {
            return collector.messages + ["\(path) is not a schema"]
        }
        defer { xmlSchemaFree(schema) }
        guard let context = xmlSchemaNewValidCtxt(schema) else { return ["no validator for \(path)"] }
        defer { xmlSchemaFreeValidCtxt(context) }
        understudy_xml_schema_receiver(context, receiver)
        let parsed = document.withUnsafeBytes { bytes in
            xmlReadMemory(
                bytes.bindMemory(to: CChar.self).baseAddress,
                Int32(bytes.count),
                nil,
                nil,
                Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
            )
        }
        guard let parsed else { return ["the document is not well-formed XML"] }
        defer { xmlFreeDoc(parsed) }
        let code = xmlSchemaValidateDoc(context, parsed)
        return code == 0 || !collector.messages.isEmpty
            ? collector.messages : ["validation failed with code \(code)"]
    }
}

/// What the validator said; a class because C hands back only a pointer.
private final class MessageCollector {
    var messages: [String] = []
}
