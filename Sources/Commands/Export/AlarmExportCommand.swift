import ArgumentParser
import Contracts
import Deployment
import JSON

/// `understudy export alarms`: what tells the service's owners when something is wrong.
struct AlarmExportCommand: ParsableCommand {
    /// The formats of alarms: the values of `--format`.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// A template of CloudFormation.
        case cloudformation
        /// Alerting rules.
        case prometheus
    }

    static let configuration = CommandConfiguration(
        commandName: "alarms",
        abstract: "Writes the alarms of the service: CloudWatch's, or Prometheus' rules.",
        discussion: """
            They go off for throttles, failures of the function, requests over the contract's budget, and the \
            "measures" of service.json that have an "alarm". CloudWatch takes measures from the log of \
            'understudy lambda': an instance of the function knows of the records that it has stored itself. \
            Prometheus takes them from the mock's /__understudy/metrics.

            Examples:
              understudy export alarms --output alarms.json
              understudy export alarms --format prometheus --output rules.yaml
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var exportOutput: ExportOutput

    @Option(help: "The format.")
    var format = Format.cloudformation

    func run() throws {
        let contract = try contractOptions.load()
        switch format {
        case .cloudformation: try exportOutput.write(CloudWatchAlarms(contract).json.prettyText())
        case .prometheus: try exportOutput.write(PrometheusRules(contract).text)
        }
    }
}
