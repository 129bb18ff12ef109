import ArgumentParser
import Sessions
import Tables

/// The options that select a store whose records are dumped or loaded.
struct RecordStoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file of a mock, or tables in DynamoDB, in place of a running mock.",
            valueName: "sqlite:file|dynamodb[:url]"
        )
    )
    var store: StoreChoice?

    @OptionGroup var tablePrefix: TablePrefixOption

    @Option(help: ArgumentHelp("The session in the file.", valueName: "name"))
    var session = SessionName.standard.description

    @Option(
        help: ArgumentHelp(
            "A file that notes how far it went: given again after an interruption, the rest is moved.",
            valueName: "file"
        ),
        completion: .file()
    )
    var checkpoint: String?

    func validate() throws {
        if case .memory? = store {
            throw ValidationError("--store memory ends with its mock; name the running one by --mock")
        }
        if store == nil, checkpoint != nil {
            throw ValidationError("--checkpoint is for stores; give --store, or leave it out")
        }
        guard (try? SessionName(session)) != nil else {
            throw ValidationError(
                "--session '\(session)' is no name of a session; use \(SessionName.standard)"
            )
        }
    }

    /// The error of a command for one of a store.
    func error(_ error: TableStoreError) -> CommandLineError {
        CommandLineError("--store \(store?.defaultValueDescription ?? ""): \(error)")
    }
}
