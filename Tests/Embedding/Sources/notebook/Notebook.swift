import Commands
import Tables

/// The program of Understudy with the notebook inside.
@main
enum Notebook {
    static func main() async {
        let notes = TableDefinition(
            name: "Notes",
            key: KeySchema(partition: KeyAttribute("note_id"), sort: nil),
            indexes: []
        )
        let reference = ReferenceService(
            name: "notebook",
            actions: ["note/add", "note/get"],
            tables: [notes]
        ) {
            NotebookBackend(environment: $0)
        }
        await Program(reference: reference).run()
    }
}
