import Contracts
import Foundation
import TestSupport
import Testing

@Suite("The meta schemas that are built in")
struct EmbeddedFolderTests {
    @Test("are those of the folder Contracts/meta, byte for byte")
    func equal() throws {
        let folder = ProjectFolder.root.appending(path: "Contracts/meta").resolvingSymlinksInPath()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(EmbeddedFolder.metaSchemas.files.map(\.path) == names)
        for file in EmbeddedFolder.metaSchemas.files {
            #expect(
                try Data(file.bytes) == Data(contentsOf: folder.appending(path: file.path)),
                "\(file.path)"
            )
        }
    }
}
