extension Mistake {
    /// Requirements of tokens that cannot be asked for.
    static let authorizations = [
        authorization(
            "a token without a description of tokens",
            "{}",
            says: """
                Contracts/actions/notes/add.json:36:20: error: 'notes/add' asks for a token, but \
                service.json does not say what a token holds (at /authorization); add "authorization" to \
                service.json, or drop it here
                """
        ),
        Mistake(
            "an action that is forgotten",
            in: "service.json",
            #""error": {"#,
            #""authorization": {"roles": ["/role"]}, "error": {"#,
            says: """
                Contracts/actions/notes/add.json:1:1: error: the service has an authorization, but \
                'notes/add' does not say who may use it; add "authorization", for example {"public": \
                true} or {"subject": "user_id"}
                Contracts/actions/notes/list.json:1:1: error: the service has an authorization, but \
                'notes/list' does not say who may use it; add "authorization", for example {"public": \
                true} or {"subject": "user_id"}
                """
        ),
    ]

    private static func authorization(_ name: String, _ text: String, says report: String) -> Mistake {
        Mistake(
            name,
            in: "actions/notes/add.json",
            #""tables": {"#,
            #""authorization": \#(text), "tables": {"#,
            says: report
        )
    }
}
