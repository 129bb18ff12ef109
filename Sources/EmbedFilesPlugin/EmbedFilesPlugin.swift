import Foundation
import PackagePlugin

/// Builds the JSON and YAML files of a target's folder `Embedded` into the target, links followed, as `EmbeddedFiles.all`.
///
/// The package manager's own `.embedInCode` names what it embeds by file names alone, of which a contract folder has
/// several that are equal, and writes arrays of numbers, which take minutes to compile for half a megabyte.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "Embedded")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        var paths: [String] = []
        for entry in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let target = folder.appending(path: entry).resolvingSymlinksInPath().path
            for file in try FileManager.default.subpathsOfDirectory(atPath: target)
            where file.hasSuffix(".json") || file.hasSuffix(".yml") {
                paths.append("\(entry)/\(file)")
            }
        }
        paths.sort()
        return [
            .buildCommand(
                displayName: "Embedding the files of \(target.name)",
                executable: try context.tool(named: "EmbedFiles").url,
                arguments: [output.path, folder.path] + paths,
                inputFiles: paths.map { folder.appending(path: $0) },
                outputFiles: [output]
            )
        ]
    }
}
