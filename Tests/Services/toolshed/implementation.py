#!/usr/bin/env python3
"""Tools that neighbours lend each other: actions in the query, a settings record for all, lists at the root."""

import os
import sys
import uuid

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from webservice import Fault, Fields, Refusal, Response, Service, dump, run  # noqa: E402

CATEGORIES = ("hand", "power", "garden", "measuring")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
JSON = "application/json"


class Toolshed(Service):
    """Lends tools; see contract/."""

    faults = {
        "renamed-member": Fault("A tool says dailyRate where it should say daily_rate.", "shape"),
        "rate-as-text": Fault("daily_rate is a text.", "shape"),
        "description-null": Fault("A tool without a description says null.", "shape"),
        "list-in-object": Fault("list_tools answers an object around its list.", "shape"),
        "created-status": Fault("add_tool answers 201.", "status"),
        "missing-is-200": Fault("get_tool answers an unknown tool with 200 and an error.", "status"),
        "conflict-is-400": Fault("borrow_tool answers 400 when no copy is left.", "status"),
        "unknown-action-200": Fault("An unknown action is answered 200.", "protocol"),
        "error-shape": Fault("A failure says error where it should say code and message.", "shape"),
        "error-as-html": Fault("A failure is a page of HTML.", "shape"),
        "name-unbounded": Fault("add_tool takes a name of any length.", "validation"),
        "name-optional": Fault("add_tool stores an empty name where none is given.", "validation"),
        "category-unchecked": Fault("add_tool takes any category.", "validation"),
        "days-unbounded": Fault("borrow_tool takes any number of days.", "validation"),
        "copies-fraction": Fault("add_tool rounds a broken number of copies.", "validation"),
        "tags-unchecked": Fault("tag_tool takes any number of tags.", "validation"),
        "open-days-crash": Fault("set_settings fails with 500 where open_days is no list.", "validation"),
        "return-keeps-available": Fault("return_tool does not raise available.", "state"),
        "borrow-twice-counted": Fault("borrow_tool counts a loan twice in loans.", "state"),
        "refused-loan-kept": Fault("borrow_tool stores the loan before it finds that no copy is left.", "state"),
        "return-again": Fault("return_tool takes a returned loan once more.", "state"),
        "name-taken-ignored": Fault("add_tool takes a name that the shed has.", "state"),
        "version-ignored": Fault("update_tool does not look at the version.", "state"),
        "loans-oldest-first": Fault("list_loans gives the oldest loan first.", "list"),
        "page-overlaps": Fault("The next page of list_loans begins with the last loan of the page before.", "list"),
    }

    def __init__(self, tables, active):
        super().__init__(tables, active)
        self.tools = {tool["tool_id"]: tool for tool in tables.get("Tools", [])}
        self.loans = {loan["loan_id"]: loan for loan in tables.get("Loans", [])}
        self.settings = tables["Settings"][0]
        self.actions = {
            "list_tools": ("GET", self.list_tools),
            "get_tool": ("GET", self.get_tool),
            "add_tool": ("POST", self.add_tool),
            "update_tool": ("POST", self.update_tool),
            "tag_tool": ("POST", self.tag_tool),
            "describe_tool": ("POST", self.describe_tool),
            "borrow_tool": ("POST", self.borrow_tool),
            "return_tool": ("POST", self.return_tool),
            "list_loans": ("GET", self.list_loans),
            "get_settings": ("GET", self.get_settings),
            "set_settings": ("POST", self.set_settings),
        }

    # requests and responses

    def answer(self, request):
        name = request.query.get("action", [None])[0]
        if name is None:
            raise Refusal(400, "the parameter action is missing", "no_action")
        if name not in self.actions:
            raise Refusal(404, "there is no such action", "unknown_action")
        method, action = self.actions[name]
        if request.method != method and not (method == "GET" and request.method == "HEAD"):
            raise Refusal(405, f"{name} is asked by {method}", "wrong_method", {"Allow": method})
        with self.lock:
            answer = action(request)
        status, body, headers = answer if isinstance(answer, tuple) else (200, answer, {})
        return Response(status, dump(body), headers, JSON)

    def refuse(self, refusal):
        status = refusal.status
        if self.has("unknown-action-200") and refusal.kind == "unknown_action":
            status = 200
        if self.has("error-as-html"):
            return Response(status, f"<h1>{refusal.reason}</h1>", refusal.headers, "text/html")
        body = {"code": refusal.kind, "message": refusal.reason}
        if self.has("error-shape"):
            body = {"error": refusal.reason}
        return Response(status, dump(body), refusal.headers, JSON)

    def shown(self, tool):
        """A tool as answers show it."""
        tool = dict(tool)
        if self.has("renamed-member"):
            tool["dailyRate"] = tool.pop("daily_rate")
        if self.has("rate-as-text") and "daily_rate" in tool:
            tool["daily_rate"] = str(tool["daily_rate"])
        if self.has("description-null"):
            tool.setdefault("description", None)
        return tool

    def tool(self, fields):
        """The tool that a request names."""
        tool = self.tools.get(fields.text("tool_id", most=64))
        if tool is None:
            raise Refusal(404, "there is no such tool", "not_found")
        return tool

    # tools

    def list_tools(self, request):
        fields = Fields(request.query, texts=True)
        shed = fields.text("shed_id", most=100)
        category = fields.choice("category", CATEGORIES, None)
        limit = fields.integer("limit", 20, 1, 50)
        found = [
            tool
            for tool in self.tools.values()
            if tool["shed_id"] == shed and category in (None, tool["category"])
        ]
        found.sort(key=lambda tool: tool["created_at"])
        tools = [self.shown(tool) for tool in found[:limit]]
        headers = {"X-Total-Count": len(found)}
        return 200, ({"tools": tools} if self.has("list-in-object") else tools), headers

    def get_tool(self, request):
        fields = Fields(request.query, texts=True)
        if self.has("missing-is-200") and request.query.get("tool_id", ["tool_"])[0] not in self.tools:
            return {"code": "not_found", "message": "there is no such tool"}
        return self.shown(self.tool(fields))

    def add_tool(self, request):
        fields = Fields(request.object())
        shed = fields.text("shed_id", most=100)
        if self.has("name-optional") and "name" not in fields:
            fields.source["name"] = "tool " + uuid.uuid4().hex
        name = fields.text("name", most=None if self.has("name-unbounded") else 80)
        if self.has("category-unchecked"):
            category = fields.text("category")
        else:
            category = fields.choice("category", CATEGORIES)
        copies = fields.number("copies", least=1, most=99, whole=not self.has("copies-fraction"))
        rate = fields.number("daily_rate", least=0, most=1000)
        taken = any(tool["shed_id"] == shed and tool["name"] == name for tool in self.tools.values())
        if taken and not self.has("name-taken-ignored"):
            raise Refusal(409, "the shed has a tool of this name", "name_taken")
        tool = {
            "tool_id": "tool_" + uuid.uuid4().hex[:12],
            "shed_id": shed,
            "name": name,
            "category": category,
            "tags": [],
            "copies": int(copies),
            "available": int(copies),
            "loans": 0,
            "daily_rate": rate,
            "version": 1,
            "created_at": self.now(),
        }
        self.tools[tool["tool_id"]] = tool
        return (201 if self.has("created-status") else 200), self.shown(tool), {}

    def update_tool(self, request):
        fields = Fields(request.object())
        fields.text("tool_id", most=64)
        version = fields.integer("version", least=1, most=1_000_000)
        category = fields.choice("category", CATEGORIES, None)
        rate = fields.number("daily_rate", None, 0, 1000)
        tool = self.tool(fields)
        if tool["version"] != version and not self.has("version-ignored"):
            raise Refusal(409, "the tool was changed meanwhile", "version_conflict")
        if category is not None:
            tool["category"] = category
        if rate is not None:
            tool["daily_rate"] = rate
        tool["version"] += 1
        return self.shown(tool)

    def tag_tool(self, request):
        fields = Fields(request.query, texts=True)
        fields.text("tool_id", most=64)
        most = None if self.has("tags-unchecked") else 5
        tags = fields.texts_of("tags", fewest=1, most=most, longest=30)
        tool = self.tool(fields)
        tool["tags"] = tags
        tool["version"] += 1
        return self.shown(tool)

    def describe_tool(self, request):
        fields = Fields(request.query, texts=True)
        fields.text("tool_id", most=64)
        text = request.text()
        if not 1 <= len(text) <= 2000:
            raise Refusal(400, "a description has 1 to 2000 characters")
        tool = self.tool(fields)
        tool["description"] = text
        tool["version"] += 1
        return self.shown(tool)

    # loans

    def borrow_tool(self, request):
        fields = Fields(request.form(), texts=True)
        fields.text("tool_id", most=64)
        member = fields.text("member_id", most=100)
        days = fields.integer("days", least=None if self.has("days-unbounded") else 1,
                              most=None if self.has("days-unbounded") else 60)
        tool = self.tool(fields)
        loan = {
            "loan_id": str(uuid.uuid4()),
            "tool_id": tool["tool_id"],
            "member_id": member,
            "days": days,
            "status": "open",
            "borrowed_at": self.now(),
        }
        if self.has("refused-loan-kept"):
            self.loans[loan["loan_id"]] = loan
        if tool["available"] == 0:
            raise Refusal(400 if self.has("conflict-is-400") else 409, "no copy is left", "none_available")
        self.loans[loan["loan_id"]] = loan
        tool["available"] -= 1
        tool["loans"] += 2 if self.has("borrow-twice-counted") else 1
        return loan

    def return_tool(self, request):
        fields = Fields(request.object())
        loan = self.loans.get(fields.text("loan_id", most=64))
        if loan is None:
            raise Refusal(404, "there is no such loan", "not_found")
        if loan["status"] == "returned" and not self.has("return-again"):
            raise Refusal(409, "the loan is returned already", "already_returned")
        loan["status"] = "returned"
        loan["returned_at"] = self.now()
        if not self.has("return-keeps-available"):
            self.tools[loan["tool_id"]]["available"] += 1
        return loan

    def list_loans(self, request):
        fields = Fields(request.query, texts=True)
        member = fields.text("member_id", most=100)
        status = fields.choice("status", ("open", "returned"), None)
        limit = fields.integer("limit", 20, 1, 50)
        before = fields.text("cursor", None, most=200, pattern="before-[0-9]{1,15}")
        found = [
            loan
            for loan in self.loans.values()
            if loan["member_id"] == member and status in (None, loan["status"])
        ]
        found.sort(key=lambda loan: loan["borrowed_at"], reverse=not self.has("loans-oldest-first"))
        if before is not None:
            time = int(before.removeprefix("before-")) + (1 if self.has("page-overlaps") else 0)
            found = [loan for loan in found if loan["borrowed_at"] < time]
        answer = {"loans": found[:limit]}
        if len(found) > limit:
            answer["next_cursor"] = f"before-{found[limit - 1]['borrowed_at']}"
        return answer

    # settings

    def get_settings(self, request):
        return {name: value for name, value in self.settings.items() if name != "settings_id"}

    def set_settings(self, request):
        fields = Fields(request.object())
        if self.has("open-days-crash"):
            fields.source["open_days"] = sorted(set(list(fields.source["open_days"])), key=DAYS.index)
        currency = fields.text("currency", least=3, most=3, pattern="[A-Z]{3}")
        days = fields.texts_of("open_days", fewest=1, most=7, choices=DAYS)
        notice = fields.text("notice", None, least=0, most=500)
        self.settings = {"settings_id": "shared", "currency": currency, "open_days": days}
        if notice is not None:
            self.settings["notice"] = notice
        return self.get_settings(request)


if __name__ == "__main__":
    run(Toolshed, os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures", "demo.json"))
