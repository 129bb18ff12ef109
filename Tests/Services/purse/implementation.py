#!/usr/bin/env python3
"""Accounts and what moves between them: the action in a header, the user in a bearer token."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import uuid

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from webservice import Fault, Fields, Refusal, Response, Service, dump, run  # noqa: E402

SECRET = os.environ.get("PURSE_SECRET", "purse-test-secret-for-hs256-only")
PREFIX = "Purse_20260101."
CURRENCIES = ("EUR", "SEK", "USD")


class Purse(Service):
    """Keeps accounts; see contract/."""

    faults = {
        "balance-renamed": Fault("An account says amount where it should say balance.", "shape"),
        "balance-as-text": Fault("An account's balance is a text.", "shape"),
        "note-lost": Fault("An entry is answered without its memo.", "shape"),
        "opened-in-milliseconds": Fault("opened_at is in milliseconds.", "shape"),
        "error-flat": Fault("A failure says type and detail without error around them.", "shape"),
        "request-id-missing": Fault("Answers lack X-Request-Id.", "header"),
        "content-type-text": Fault("Answers are sent as text/plain.", "header"),
        "unknown-target-500": Fault("An unknown action gives a 500.", "protocol"),
        "signature-unchecked": Fault("The signature of a token is not looked at.", "authorization"),
        "expired-token-served": Fault("A token that has expired is served.", "authorization"),
        "foreign-account-shown": Fault("GetAccount shows the accounts of others.", "authorization"),
        "foreign-is-403": Fault("Renaming another user's account is answered 403 instead of 404.", "status"),
        "amount-zero": Fault("Deposit takes an amount of 0 and less.", "validation"),
        "reference-unbounded": Fault("Deposit takes a reference of any length.", "validation"),
        "currency-crash": Fault("CreateAccount gives a 500 for a currency that is no text.", "validation"),
        "memo-unchecked": Fault("Deposit takes a memo that is no text.", "validation"),
        "overdrawn": Fault("Withdraw lets the balance go below 0.", "state"),
        "transfer-half": Fault("Transfer takes the money, and then finds that there is no such receiver.", "state"),
        "transfer-one-entry": Fault("Transfer writes no entry for the receiver.", "state"),
        "reference-twice": Fault("Deposit takes a reference that the account has.", "state"),
        "name-without-case": Fault("CreateAccount compares names without case.", "state"),
        "closed-takes-deposits": Fault("Deposit takes money for a closed account.", "state"),
        "rename-keeps-version": Fault("RenameAccount does not raise the version.", "state"),
        "entries-unordered": Fault("ListEntries gives the oldest entry first.", "list"),
        "token-repeats": Fault("ListEntries answers each page with the first one's entries.", "list"),
    }

    def __init__(self, tables, active):
        super().__init__(tables, active)
        self.accounts = {account["account_id"]: account for account in tables.get("Accounts", [])}
        self.entries = {(entry["account_id"], entry["reference"]): entry for entry in tables.get("Entries", [])}

    # requests and responses

    def answer(self, request):
        if request.method != "POST":
            raise Refusal(405, "actions are asked by POST", "WrongMethod", {"Allow": "POST"})
        target = request.headers.get("x-amz-target", "")
        action = getattr(self, "do_" + target.removeprefix(PREFIX), None)
        if not target:
            raise Refusal(400, "the header X-Amz-Target is missing", "NoAction")
        if not target.startswith(PREFIX) or action is None:
            if self.has("unknown-target-500"):
                raise KeyError(target)
            raise Refusal(404, "there is no such action", "UnknownAction")
        user = self.user(request)
        fields = Fields(request.object())
        with self.lock:
            return self.response(200, action(user, fields))

    def response(self, status, body, headers=None):
        headers = dict(headers or {})
        if not self.has("request-id-missing"):
            headers["X-Request-Id"] = str(uuid.uuid4())
        kind = "text/plain" if self.has("content-type-text") else "application/json"
        return Response(status, dump(body), headers, kind)

    def refuse(self, refusal):
        kind = "InvalidArgument" if refusal.kind == "invalid_argument" else refusal.kind
        error = {"type": kind, "detail": refusal.reason}
        return self.response(refusal.status, error if self.has("error-flat") else {"error": error}, refusal.headers)

    def user(self, request):
        """The subject of the request's token."""
        refusal = Refusal(401, "a valid bearer token is needed", "Unauthorized", {"WWW-Authenticate": "Bearer"})
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise refusal
            head, claims, signature = token.strip().split(".")
            expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
            if not self.has("signature-unchecked"):
                if self.part(head).get("alg") != "HS256":
                    raise refusal
                if not hmac.compare_digest(expected, base64.urlsafe_b64decode(signature + "==")):
                    raise refusal
            claims = self.part(claims)
            if claims.get("exp", 0) <= time.time() and not self.has("expired-token-served"):
                raise refusal
            user = claims.get("sub")
        except (ValueError, TypeError, AttributeError):
            raise refusal from None
        if not isinstance(user, str) or not user:
            raise refusal
        return user

    @staticmethod
    def part(text):
        """The JSON of a part of a token."""
        return json.loads(base64.urlsafe_b64decode(text + "=="))

    def account(self, user, account_id, every=False):
        """The user's account of this id; others' do not exist to them."""
        account = self.accounts.get(account_id)
        if account is None or (account["owner"] != user and not every):
            raise Refusal(404, "there is no such account", "NotFound")
        return account

    def shown(self, account):
        """An account as answers show it."""
        account = dict(account)
        if self.has("balance-renamed"):
            account["amount"] = account.pop("balance")
        if self.has("balance-as-text") and "balance" in account:
            account["balance"] = str(account["balance"])
        if self.has("opened-in-milliseconds"):
            account["opened_at"] *= 1000
        return account

    def shown_entry(self, entry):
        """An entry as answers show it."""
        if self.has("note-lost"):
            return {name: value for name, value in entry.items() if name != "memo"}
        return entry

    def enter(self, account, amount, reference, memo):
        """Writes an entry and moves the balance; all or nothing."""
        if account["status"] == "closed" and not (self.has("closed-takes-deposits") and amount > 0):
            raise Refusal(409, "the account is closed", "AccountClosed")
        again = self.has("reference-twice") and amount > 0
        if (account["account_id"], reference) in self.entries and not again:
            raise Refusal(409, "the account has an entry of this reference", "ReferenceTaken")
        if account["balance"] + amount < 0 and not self.has("overdrawn"):
            raise Refusal(409, "the balance is too low", "InsufficientFunds")
        entry = {
            "entry_id": str(uuid.uuid4()),
            "account_id": account["account_id"],
            "reference": reference,
            "amount": amount,
            "created_at": self.now(),
        }
        if memo is not None:
            entry["memo"] = memo
        account["balance"] += amount
        account["entries"] += 1
        self.entries[account["account_id"], reference] = entry
        return entry

    def movement(self, fields, deposit=False):
        """Amount, reference and memo of a request."""
        least = None if deposit and self.has("amount-zero") else 1
        most = None if deposit and self.has("reference-unbounded") else 40
        amount = fields.integer("amount", least=least, most=1_000_000_000)
        reference = fields.text("reference", most=most)
        if deposit and self.has("memo-unchecked"):
            memo = fields.source.get("memo")
        else:
            memo = fields.text("memo", None, least=0, most=200)
        return amount, reference, memo

    # accounts

    def do_CreateAccount(self, user, fields):
        name = fields.text("name", most=60)
        if self.has("currency-crash"):
            fields.source["currency"] = fields.source["currency"].strip()
        currency = fields.choice("currency", CURRENCIES)
        alike = str.lower if self.has("name-without-case") else str
        for account in self.accounts.values():
            if account["owner"] == user and alike(account["name"]) == alike(name):
                raise Refusal(409, "you have an account of this name", "NameTaken")
        account = {
            "account_id": "acc-" + uuid.uuid4().hex[:16],
            "owner": user,
            "name": name,
            "currency": currency,
            "status": "open",
            "balance": 0,
            "entries": 0,
            "version": 1,
            "opened_at": int(time.time()),
        }
        self.accounts[account["account_id"]] = account
        return self.shown(account)

    def do_GetAccount(self, user, fields):
        account_id = fields.text("account_id", most=64)
        return self.shown(self.account(user, account_id, every=self.has("foreign-account-shown")))

    def do_ListAccounts(self, user, fields):
        status = fields.choice("status", ("open", "closed"), None)
        most = fields.integer("max_results", 20, 1, 100)
        after = fields.text("next_token", None, most=600, pattern="(?s)after:.+")
        found = [
            account
            for account in self.accounts.values()
            if account["owner"] == user and status in (None, account["status"])
        ]
        found.sort(key=lambda account: account["name"].encode())
        if after is not None:
            name = after.removeprefix("after:")
            found = [account for account in found if account["name"].encode() > name.encode()]
        answer = {"accounts": [self.shown(account) for account in found[:most]]}
        if len(found) > most:
            answer["next_token"] = "after:" + found[most - 1]["name"]
        return answer

    def do_RenameAccount(self, user, fields):
        account_id, name = fields.text("account_id", most=64), fields.text("name", most=60)
        version = fields.integer("version", least=1, most=1_000_000)
        if self.has("foreign-is-403") and self.accounts.get(account_id, {}).get("owner", user) != user:
            raise Refusal(403, "the account belongs to another user", "Forbidden")
        account = self.account(user, account_id)
        if account["version"] != version:
            raise Refusal(409, "the account was changed meanwhile", "VersionConflict")
        for other in self.accounts.values():
            if other is not account and (other["owner"], other["name"]) == (user, name):
                raise Refusal(409, "you have an account of this name", "NameTaken")
        account["name"] = name
        account["version"] += 0 if self.has("rename-keeps-version") else 1
        return self.shown(account)

    def do_CloseAccount(self, user, fields):
        account = self.account(user, fields.text("account_id", most=64))
        if account["status"] == "closed":
            raise Refusal(409, "the account is closed", "AccountClosed")
        if account["balance"] != 0:
            raise Refusal(409, "the account is not empty", "AccountNotEmpty")
        account["status"] = "closed"
        account["version"] += 1
        return self.shown(account)

    def do_GetTotals(self, user, fields):
        own = [account for account in self.accounts.values() if account["owner"] == user]
        return {
            "user_id": user,
            "accounts": len(own),
            "open": sum(account["status"] == "open" for account in own),
            "entries": sum(account["entries"] for account in own),
        }

    # entries

    def do_Deposit(self, user, fields):
        account_id = fields.text("account_id", most=64)
        movement = self.movement(fields, deposit=True)
        account = self.account(user, account_id)
        entry = self.enter(account, *movement)
        return {"entry": self.shown_entry(entry), "balance": account["balance"]}

    def do_Withdraw(self, user, fields):
        account_id = fields.text("account_id", most=64)
        amount, reference, memo = self.movement(fields)
        account = self.account(user, account_id)
        entry = self.enter(account, -amount, reference, memo)
        return {"entry": self.shown_entry(entry), "balance": account["balance"]}

    def do_Transfer(self, user, fields):
        giver_id, taker_id = fields.text("from_account_id", most=64), fields.text("to_account_id", most=64)
        amount, reference, memo = self.movement(fields)
        giver = self.account(user, giver_id)
        if self.has("transfer-half") and taker_id not in self.accounts:
            self.enter(giver, -amount, reference, memo)
        taker = self.account(user, taker_id, every=True)
        if giver is taker:
            raise Refusal(409, "sender and receiver are the same account", "SameAccount")
        if giver["currency"] != taker["currency"]:
            raise Refusal(409, "the accounts have different currencies", "CurrencyMismatch")
        if taker["status"] == "closed":
            raise Refusal(409, "the account is closed", "AccountClosed")
        if (taker_id, reference) in self.entries:
            raise Refusal(409, "the account has an entry of this reference", "ReferenceTaken")
        entry = self.enter(giver, -amount, reference, memo)
        if self.has("transfer-one-entry"):
            taker["balance"] += amount
        else:
            self.enter(taker, amount, reference, memo)
        return {"entry": self.shown_entry(entry), "balance": giver["balance"]}

    def do_ListEntries(self, user, fields):
        account_id = fields.text("account_id", most=64)
        since = fields.integer("since", None, 0, 253402300799999)
        most = fields.integer("max_results", 20, 1, 100)
        before = fields.text("next_token", None, most=40, pattern="before:[0-9]{1,15}")
        self.account(user, account_id)
        found = [entry for entry in self.entries.values() if entry["account_id"] == account_id]
        found.sort(key=lambda entry: entry["created_at"], reverse=not self.has("entries-unordered"))
        if since is not None:
            found = [entry for entry in found if entry["created_at"] > since]
        if before is not None and not self.has("token-repeats"):
            found = [entry for entry in found if entry["created_at"] < int(before.removeprefix("before:"))]
        answer = {"entries": [self.shown_entry(entry) for entry in found[:most]]}
        if len(found) > most:
            answer["next_token"] = f"before:{found[most - 1]['created_at']}"
        return answer


if __name__ == "__main__":
    run(Purse, os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures", "demo.json"))
