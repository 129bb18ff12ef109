import ArgumentParser
import HTTPEndpoint
import JSON
import Lambda

/// The options that select a running mock, and a client of its control API.
struct ControlOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The running mock.", valueName: "url"))
    var mock = "http://127.0.0.1:3000/"

    /// Sends a request to the mock's control API and returns the response's body.
    ///
    /// - Throws: ``CommandLineError`` when the mock cannot be reached or refuses.
    func send(_ method: String, _ path: String, body: [UInt8] = []) async throws(CommandLineError) -> [UInt8]
    {
        let url: EndpointURL
        do throws(EndpointURLError) {
            url = try EndpointURL(mock)
        } catch {
            throw CommandLineError(error.description, exitCode: CommandLineError.badUsage)
        }
        let endpoint = HTTPEndpoint(url, limits: HTTPEndpointLimits(answerBytes: 1 << 30))
        let request = LambdaRequest(method: method, path: "/__understudy/\(path)", body: body)
        let response: LambdaResponse
        do throws(EndpointError) {
            response = try await HTTPEndpoint.whileOpen(endpoint) {
                (endpoint) async throws(EndpointError) in try await endpoint.send(request)
            }
        } catch {
            throw CommandLineError(error.description)
        }
        guard response.status != 200 else { return response.body }
        let text = (try? JSONValue(parsing: response.body))?["error"]?.stringValue
        throw CommandLineError(text ?? "\(mock) answered \(response.status); check that a mock runs there")
    }
}
