import Contracts
import JSON
import Lambda

/// A response of a list that other traffic fills as well, without the records of others: what an endpoint without them may show.
struct OwnRecords: Sendable {
    /// The exchange with the attempt's records alone; of other actions, and without others' records, the exchange itself.
    let exchange: RecordedExchange
    /// Whether there were records of others.
    let hadOthers: Bool
    /// Whether others' records may have taken the place of the attempt's, in a list that was full.
    let mayLackSome: Bool

    /// Takes the records of an attempt out of a response.
    ///
    /// - Complexity: O(*n*) in the size of the response.
    init(of exchange: RecordedExchange, _ attempt: Attempt) {
        let contract = attempt.context.contract
        guard let action = exchange.action.flatMap(contract.action), action.showsSharedRecords,
            let json = exchange.json
        else {
            self.exchange = exchange
            hadOthers = false
            mayLackSome = false
            return
        }
        let arguments = Routing(contract).route(exchange.request).route?.arguments ?? JSONObject()
        let limit = contract.limit(in: arguments, of: action) ?? ListWatermark.fullList
        let ids = attempt.ids
        mayLackSome = exchange.sharedLists.contains { _, _, elements in
            let own = elements.count { $0.mentions(ids) }
            return own < min(elements.count, limit) && elements.count >= min(limit, ListWatermark.fullList)
        }
        let own = json.keepingRecords { $0.mentions(ids) }
        hadOthers = own != json
        var response = exchange.response
        response.body = own.serialized()
        self.exchange = RecordedExchange(
            number: exchange.number,
            request: exchange.request,
            response: response,
            action: action,
            seconds: exchange.seconds,
            batch: exchange.batch,
            sender: exchange.sender
        )
    }
}

extension Finding {
    /// Returns whether the response that shows it may do so only because of others' records in it.
    func needsOtherRecords(in attempt: Attempt) -> Bool {
        guard let isSeen, let shown = attempt.transcript.first(where: { $0.number == exchange }) else {
            return false
        }
        let own = OwnRecords(of: shown, attempt)
        guard own.hadOthers else { return false }
        // What should be in a response may be missing because others' records are there; what should not be is there anyhow.
        return !isSeen(own.exchange) || isShown == nil && own.mayLackSome
    }
}

extension JSONValue {
    /// Returns the value with only those records of its lists that a condition holds for; other lists stay.
    fileprivate func keepingRecords(where isKept: (JSONValue) -> Bool) -> JSONValue {
        switch self {
        case .array(let elements): .array(elements.filter { $0.objectValue == nil || isKept($0) })
        case .object(let object):
            .object(
                JSONObject(
                    object.map {
                        JSONMember(name: $0.name, value: $0.value.keepingRecords(where: isKept))
                    }
                )
            )
        default: self
        }
    }
}
