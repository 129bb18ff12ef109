import ArgumentParser

/// `understudy export`: the contract in the formats of others.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes what the contract says in the formats of other tools.",
        discussion: """
            Examples:
              understudy export template --output template.json
              understudy export tables --format terraform --output tables.tf
              understudy export alarms --format prometheus --output rules.yaml
            """,
        subcommands: [TemplateExportCommand.self, ExportTablesCommand.self, AlarmExportCommand.self]
    )
}
