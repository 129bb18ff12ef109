import CLibXML2

/// A writer of one XML document into memory that uses libxml2 for escaping and indentation.
final class XMLWriter {
    private let buffer: xmlBufferPtr
    private let writer: xmlTextWriterPtr
    /// Initialises the library before two threads use it concurrently, which could otherwise deadlock.
    ///
    /// Source: libxml2, "Thread safety".
    private static let isReady: Void = xmlInitParser()

    /// Starts a document in UTF-8.
    ///
    /// - Throws: ``ReportError/outOfMemory`` when libxml2 cannot allocate.
    init() throws(ReportError) {
        Self.isReady
        guard let buffer = xmlBufferCreate() else { throw .outOfMemory }
        guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
            xmlBufferFree(buffer)
            throw .outOfMemory
        }
        self.buffer = buffer
        self.writer = writer
        xmlTextWriterSetIndent(writer, 1)
        xmlTextWriterSetIndentString(writer, "  ")
        xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil)
    }

    deinit {
        xmlFreeTextWriter(writer)
        xmlBufferFree(buffer)
    }

    /// Writes an element, its attributes in order, and the output of `content` inside it.
    func element(
        _ name: String,
        _ attributes: KeyValuePairs<String, String> = [:],
        content: () -> Void = {}
    ) {
        xmlTextWriterStartElement(writer, name)
        for (name, value) in attributes {
            xmlTextWriterWriteAttribute(writer, name, XMLText.permitted(value))
        }
        content()
        xmlTextWriterEndElement(writer)
    }

    /// Writes text inside the open element.
    func text(_ text: String) {
        guard !text.isEmpty else { return }
        xmlTextWriterWriteString(writer, XMLText.permitted(text))
    }

    /// Closes the document and returns its bytes.
    func finish() -> [UInt8] {
        xmlTextWriterEndDocument(writer)
        xmlTextWriterFlush(writer)
        guard let content = xmlBufferContent(buffer) else { return [] }
        return Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
    }
}
