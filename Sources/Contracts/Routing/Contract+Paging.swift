public import JSON
public import Lambda

extension Contract {
    /// Returns the arguments that ask for the page after an answer; `nil` where there is no further page.
    ///
    /// A cursor is found by the annotations of the action's schemas, else by the service's conventions, else in a `Link` header
    /// with `rel="next"` (RFC 8288), where the service has that convention.
    /// - Complexity: O(*n*) in the size of the body without all but the first elements of its lists.
    public func nextPage(
        of action: Action,
        after arguments: JSONObject,
        status: Int,
        headers: HeaderFields,
        body: JSONValue?
    ) -> JSONObject? {
        if let (name, cursor) = cursor(of: action, status: status, body: body) {
            var next = arguments
            next[name] = cursor
            return next
        }
        guard service.conventions.link, let target = Self.next(in: headers.values(for: "Link")) else {
            return nil
        }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = parts.first.map(String.init) ?? ""
        if let scheme = path.firstRange(of: "://") {
            let rest = path[scheme.upperBound...]
            path = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
        }
        let query = parts.count > 1 ? String(parts[1]) : ""
        let request = LambdaRequest(method: action.method, path: path, rawQuery: query)
        // A reference without a path is to that of its request (RFC 3986, section 5.2.2), and so to the same action.
        guard !path.isEmpty, let found = Routing(self).route(request).route?.arguments else {
            // Behind a prefix that only the deployment knows, too, the query says what is new.
            let found = Routing(self).arguments(of: QueryString(parsing: query), for: action)
            return found.isEmpty ? nil : arguments.merging(found)
        }
        return arguments.merging(found)
    }

    private func cursor(of action: Action, status: Int, body: JSONValue?) -> (name: String, value: JSONValue)?
    {
        guard let body else { return nil }
        for entry in action.annotations(ofFirstElementsIn: body, status: status).entries {
            guard let name = entry.annotation.nextCursor, let cursor = body[entry.pointer] else { continue }
            return cursor.isCursor ? (name, cursor) : nil
        }
        guard let member = service.conventions.nextCursor, let name = service.conventions.cursor,
            let cursor = body[member], cursor.isCursor
        else { return nil }
        return (name, cursor)
    }

    /// Returns the maximum number of elements that a request asks for, by the annotations of its schema or the service's
    /// conventions; `nil` where it does not say.
    public func limit(in arguments: JSONObject, of action: Action) -> Int? {
        let annotated = action.annotations(ofRequest: arguments).entries.first { $0.annotation.isLimit }
        let place = annotated?.pointer ?? service.conventions.limit.map { JSONPointer(tokens: [$0]) }
        guard let value = place.flatMap({ JSONValue.object(arguments)[$0] }) else { return nil }
        return value.intValue ?? value.stringValue.flatMap { Int($0) }
    }

    /// The target of the first link with `rel="next"`.
    private static func next(in values: [String]) -> Substring? {
        for value in values {
            for link in value.split(separator: ",") {
                guard let open = link.firstIndex(of: "<"), let close = link.firstIndex(of: ">"), open < close
                else { continue }
                let parameters = link[close...].split(separator: ";").dropFirst()
                let isNext = parameters.contains { parameter in
                    let text = parameter.filter { $0 != " " && $0 != "\"" && $0 != "\t" }.lowercased()
                    return text.hasPrefix("rel=") && text.dropFirst(4) == "next"
                }
                if isNext { return link[link.index(after: open)..<close] }
            }
        }
        return nil
    }
}

extension JSONValue {
    /// Whether the value names a page.
    fileprivate var isCursor: Bool { !isNull && stringValue?.isEmpty != true }
}

extension JSONObject {
    /// The object with the members of another one in place of its own.
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        other.reduce(into: self) { object, member in object[member.name] = member.value }
    }
}
