extension Service {
    /// Where a request names its action: in a header, the query or the body.
    ///
    /// An action with a path needs no name.
    /// Of several the first one that is there and not empty decides: header, query parameter, path, body member.
    public struct RoutingNames: Sendable, Hashable {
        /// A header that names the action.
        public struct Header: Sendable, Hashable {
            /// The header's name.
            public var name: String
            /// What stands before the action's name in the header's value; empty where nothing does.
            public var prefix: String

            /// Creates a header that names the action.
            public init(name: String, prefix: String = "") {
                self.name = name
                self.prefix = prefix
            }
        }

        /// Where the canonical form of a request names its action.
        public enum Place: String, Sendable, Hashable, CaseIterable {
            /// In the query.
            case parameter
            /// In a header.
            case header
            /// In the body.
            case member
        }

        /// The query parameter; `nil` where the query names no action.
        public var parameter: String?
        /// The member of the body; `nil` where the body names no action.
        public var member: String?
        /// The header; `nil` where no header names an action.
        public var header: Header?
        /// Where reads are sent with their name; `nil` for the usual place.
        public var read: Place?
        /// Where writes are sent with their name; `nil` for the usual place.
        public var write: Place?

        /// Creates routing names.
        ///
        /// - Parameters:
        ///   - parameter: The query parameter; `nil` where the query names no action.
        ///   - member: The member of the body; `nil` where the body names no action.
        ///   - header: The header; `nil` where no header names an action.
        ///   - read: Where reads are sent with their name; `nil` for the usual place.
        ///   - write: Where writes are sent with their name; `nil` for the usual place.
        public init(
            parameter: String? = "action",
            member: String? = "action",
            header: Header? = nil,
            read: Place? = nil,
            write: Place? = nil
        ) {
            self.parameter = parameter
            self.member = member
            self.header = header
            self.read = read
            self.write = write
        }

        /// Names for a service whose actions all have paths.
        public static let none = RoutingNames(parameter: nil, member: nil)

        /// The places in which an action can be named.
        public var places: [Place] {
            [
                header == nil ? nil : .header, parameter == nil ? nil : .parameter,
                member == nil ? nil : .member,
            ]
            .compactMap(\.self)
        }

        /// The place in which the canonical form of a request names an action; `nil` where it is known by its path, or
        /// nothing can name it.
        ///
        /// The usual place is the header where there is one, else the query for an action without a body, else the body, else
        /// the query. A place that a request of the action does not have is passed over.
        public func place(for action: Action) -> Place? {
            guard action.path == nil else { return nil }
            let isRead = action.method == "GET" || !action.request.has(.body)
            let usual: [Place] = isRead ? [.header, .parameter] : [.header, .member, .parameter]
            let wanted = [isRead ? read : write].compactMap(\.self) + usual
            return wanted.first { place in
                places.contains(place) && (place != .member || action.request.hasBodyMembers)
            }
        }
    }
}
