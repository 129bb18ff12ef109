#!/usr/bin/env python3
"""Projects and their tasks, as REST has it: paths, PUT and PATCH, 201 with Location, 204, Link, an API key."""

import datetime
import os
import re
import sys
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from webservice import Fault, Fields, Refusal, Response, Service, check_number, dump, run  # noqa: E402

KEYS = {"planner-key-1": "tests", "planner-key-2": "others"}
STATUSES = ("active", "archived")
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Planner(Service):
    """Keeps projects and tasks; see contract/."""

    faults = {
        "location-missing": Fault("create_project answers without Location.", "header"),
        "location-relative": Fault("The Location of a task lacks its leading slash.", "header"),
        "created-is-200": Fault("create_task answers 200 instead of 201.", "status"),
        "deleted-is-200": Fault("delete_task answers 200 with an object instead of 204.", "status"),
        "problem-as-json": Fault("A problem is sent as application/json.", "header"),
        "problem-without-status": Fault("A problem has no member status.", "shape"),
        "ids-as-text": Fault("project_id is a text.", "shape"),
        "times-in-seconds": Fault("created_at of a task is a number of seconds.", "shape"),
        "task-member-renamed": Fault("A task says completed where it should say done.", "shape"),
        "key-not-asked": Fault("Requests without a key are served.", "authorization"),
        "unknown-key-500": Fault("An unknown key gives a 500.", "authorization"),
        "priority-unbounded": Fault("create_task takes any priority.", "validation"),
        "due-unchecked": Fault("create_task takes any text as due.", "validation"),
        "labels-unchecked": Fault("create_project takes a label of any length.", "validation"),
        "budget-negative": Fault("create_project takes a budget below 0.", "validation"),
        "limit-crash": Fault("list_projects gives a 500 where limit is no number.", "validation"),
        "patch-replaces": Fault("PATCH of a project drops what it does not name.", "state"),
        "put-merges": Fault("PUT of a project keeps what it does not name.", "state"),
        "delete-leaves-tasks": Fault("delete_project leaves the project's tasks.", "state"),
        "open-tasks-kept": Fault("delete_task does not lower open_tasks.", "state"),
        "done-not-counted": Fault("A task that is done stays in open_tasks.", "state"),
        "lost-update": Fault("Tasks created at once count once in open_tasks.", "concurrency"),
        "archived-takes-tasks": Fault("create_task takes tasks for an archived project.", "state"),
        "owner-without-case": Fault("list_projects compares owners without case.", "list"),
        "link-loses": Fault("The next page of list_tasks leaves out one task.", "list"),
    }

    def __init__(self, tables, active):
        super().__init__(tables, active)
        self.projects = {project["project_id"]: project for project in tables.get("Projects", [])}
        self.tasks = {task["task_id"]: task for task in tables.get("Tasks", [])}
        self.last = max([1000, *self.projects, *self.tasks])
        self.routes = [
            ("/projects", {"GET": self.list_projects, "POST": self.create_project}),
            ("/projects/{}", {"GET": self.get_project, "PUT": self.replace_project,
                              "PATCH": self.update_project, "DELETE": self.delete_project}),
            ("/projects/{}/tasks", {"GET": self.list_tasks, "POST": self.create_task}),
            ("/tasks/{}", {"GET": self.get_task, "PATCH": self.update_task, "DELETE": self.delete_task}),
        ]

    # requests and responses

    def answer(self, request):
        for template, methods in self.routes:
            match = re.fullmatch(template.replace("{}", "([^/]+)"), request.raw_path)
            if match:
                break
        else:
            raise Refusal(404, "there is no such path", "not-found")
        key = request.headers.get("x-api-key")
        if key not in KEYS and not self.has("key-not-asked"):
            if self.has("unknown-key-500") and key is not None:
                raise KeyError(key)
            raise Refusal(401, "an API key is needed", "unauthorized", {"WWW-Authenticate": "ApiKey"})
        method = "GET" if request.method == "HEAD" else request.method
        if method not in methods:
            raise Refusal(405, f"the path takes {', '.join(methods)}", "wrong-method", {"Allow": ", ".join(methods)})
        arguments = [self.number(text) for text in match.groups()]
        with self.lock:
            status, body, headers = methods[method](request, *arguments)
        return Response(status, None if body is None else dump(body), headers,
                        None if body is None else "application/json")

    def number(self, text):
        """A number in a path."""
        text = urllib.parse.unquote(text, errors="strict")
        if not re.fullmatch("-?[0-9]{1,15}", text):
            raise Refusal(400, "an id is a whole number")
        return check_number("id", int(text), 1)

    def refuse(self, refusal):
        body = {
            "type": f"https://planner.example.com/problems/{refusal.kind.replace('_', '-')}",
            "title": refusal.reason,
            "status": refusal.status,
        }
        if self.has("problem-without-status"):
            del body["status"]
        kind = "application/json" if self.has("problem-as-json") else "application/problem+json"
        return Response(refusal.status, dump(body), refusal.headers, kind)

    def time(self):
        """Now, as texts have it."""
        seconds, rest = divmod(self.now(), 1000)
        moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{rest:03}Z"

    def identity(self):
        """A new id."""
        self.last += 1
        return self.last

    def shown(self, project):
        """A project as answers show it."""
        if self.has("ids-as-text"):
            return {**project, "project_id": str(project["project_id"])}
        return project

    def shown_task(self, task):
        """A task as answers show it."""
        task = dict(task)
        if self.has("task-member-renamed"):
            task["completed"] = task.pop("done")
        if self.has("times-in-seconds"):
            task["created_at"] = 1767225600
        return task

    def pages(self, request, records, limit, loses=False):
        """A page of records in order of their times, and the Link to the next one."""
        fields = Fields(request.query, texts=True)
        after = fields.text("cursor", None, most=40, pattern="[0-9]{4}-[0-9T:.-]{18,22}Z")
        records = sorted(records, key=lambda record: record["created_at"])
        if after is not None:
            records = [record for record in records if record["created_at"] > after]
        headers = {}
        if len(records) > limit:
            query = {name: values for name, values in request.query.items() if name != "cursor"}
            place = limit if loses else limit - 1
            query["cursor"] = [records[place]["created_at"]]
            text = urllib.parse.urlencode(query, doseq=True)
            headers["Link"] = f'<{request.raw_path}?{text}>; rel="next"'
        return records[:limit], headers

    # projects

    def project(self, project_id):
        project = self.projects.get(project_id)
        if project is None:
            raise Refusal(404, "there is no such project", "not-found")
        return project

    def free_name(self, owner, name, own=None):
        """Refuses a name that another project of the owner has."""
        for project in self.projects.values():
            if (project["owner"], project["name"]) == (owner, name) and project["project_id"] != own:
                raise Refusal(409, "the owner has a project of this name", "name-taken")

    def optional(self, fields):
        """The members of a project that need not be there."""
        found = {
            "description": fields.text("description", None, least=0, most=1000),
            "labels": fields.texts_of("labels", None, most=10,
                                      longest=None if self.has("labels-unchecked") else 20),
            "budget": fields.number("budget", None, None if self.has("budget-negative") else 0, 1_000_000),
        }
        return {name: value for name, value in found.items() if value is not None}

    def list_projects(self, request):
        fields = Fields(request.query, texts=True)
        if self.has("limit-crash"):
            int(request.query.get("limit", ["1"])[0])
        owner = fields.text("owner", most=100)
        status = fields.choice("status", STATUSES, None)
        limit = fields.integer("limit", 20, 1, 100)
        alike = str.lower if self.has("owner-without-case") else str
        found = [
            project
            for project in self.projects.values()
            if alike(project["owner"]) == alike(owner) and status in (None, project["status"])
        ]
        shown, headers = self.pages(request, found, limit)
        return 200, [self.shown(project) for project in shown], headers

    def create_project(self, request):
        fields = Fields(request.object())
        owner, name = fields.text("owner", most=100), fields.text("name", most=100)
        rest = self.optional(fields)
        self.free_name(owner, name)
        now = self.time()
        project = {"project_id": self.identity(), "owner": owner, "name": name, "status": "active", "open_tasks": 0,
                   "version": 1, "created_at": now, "updated_at": now, **rest}
        self.projects[project["project_id"]] = project
        headers = {"Location": f"/projects/{project['project_id']}"}
        return 201, self.shown(project), {} if self.has("location-missing") else headers

    def get_project(self, request, project_id):
        return 200, self.shown(self.project(project_id)), {}

    def replace_project(self, request, project_id):
        expected = Fields({name: [value] for name, value in request.headers.items()}, texts=True)
        version = expected.integer("x-expected-version", least=1, most=1_000_000)
        fields = Fields(request.object())
        name, status = fields.text("name", most=100), fields.choice("status", STATUSES)
        rest = self.optional(fields)
        project = self.project(project_id)
        if project["version"] != version:
            raise Refusal(409, "the project was changed meanwhile", "version-conflict")
        self.free_name(project["owner"], name, project_id)
        if not self.has("put-merges"):
            for member in ("description", "labels", "budget"):
                project.pop(member, None)
        project.update(rest, name=name, status=status, version=version + 1, updated_at=self.time())
        return 200, self.shown(project), {}

    def update_project(self, request, project_id):
        fields = Fields(request.object())
        name, status = fields.text("name", None, most=100), fields.choice("status", STATUSES, None)
        rest = self.optional(fields)
        project = self.project(project_id)
        if name is not None:
            self.free_name(project["owner"], name, project_id)
            rest["name"] = name
        if status is not None:
            rest["status"] = status
        if self.has("patch-replaces"):
            for member in ("description", "labels", "budget"):
                project.pop(member, None)
        project.update(rest, version=project["version"] + 1, updated_at=self.time())
        return 200, self.shown(project), {}

    def delete_project(self, request, project_id):
        self.project(project_id)
        del self.projects[project_id]
        for task in [task for task in self.tasks.values() if task["project_id"] == project_id]:
            if not self.has("delete-leaves-tasks"):
                del self.tasks[task["task_id"]]
        return 204, None, {}

    # tasks

    def task(self, task_id):
        task = self.tasks.get(task_id)
        if task is None:
            raise Refusal(404, "there is no such task", "not-found")
        return task

    def list_tasks(self, request, project_id):
        fields = Fields(request.query, texts=True)
        done = fields.boolean("done", None)
        limit = fields.integer("limit", 20, 1, 100)
        self.project(project_id)
        found = [
            task
            for task in self.tasks.values()
            if task["project_id"] == project_id and done in (None, task["done"])
        ]
        shown, headers = self.pages(request, found, limit, self.has("link-loses"))
        return 200, [self.shown_task(task) for task in shown], headers

    def create_task(self, request, project_id):
        fields = Fields(request.object())
        bounds = (None, None) if self.has("priority-unbounded") else (1, 5)
        task = {"title": fields.text("title", most=200), "priority": fields.integer("priority", 3, *bounds)}
        due = self.date(fields, self.has("due-unchecked"))
        project = self.project(project_id)
        if project["status"] == "archived" and not self.has("archived-takes-tasks"):
            raise Refusal(409, "the project is archived", "archived")
        task = {"task_id": self.identity(), "project_id": project_id, **task, "done": False,
                "created_at": self.time()}
        if due is not None:
            task["due"] = due
        self.tasks[task["task_id"]] = task
        before = project["open_tasks"]
        if self.has("lost-update"):
            self.window()
        project["open_tasks"] = before + 1
        headers = {"Location": f"{'' if self.has('location-relative') else '/'}tasks/{task['task_id']}"}
        return (200 if self.has("created-is-200") else 201), self.shown_task(task), headers

    def date(self, fields, unchecked=False):
        """The day on which a task is due."""
        due = fields.text("due", None)
        if due is None or unchecked:
            return due
        try:
            if re.fullmatch(DATE, due):
                datetime.date.fromisoformat(due)
                return due
        except ValueError:
            pass
        raise Refusal(400, "due must be a date")

    def get_task(self, request, task_id):
        return 200, self.shown_task(self.task(task_id)), {}

    def update_task(self, request, task_id):
        fields = Fields(request.object())
        found = {
            "title": fields.text("title", None, most=200),
            "priority": fields.integer("priority", None, 1, 5),
            "done": fields.boolean("done", None),
            "due": self.date(fields),
        }
        task = self.task(task_id)
        done = found["done"]
        if done is not None and done != task["done"] and not self.has("done-not-counted"):
            self.projects[task["project_id"]]["open_tasks"] += -1 if done else 1
        task.update({name: value for name, value in found.items() if value is not None})
        return 200, self.shown_task(task), {}

    def delete_task(self, request, task_id):
        task = self.task(task_id)
        del self.tasks[task_id]
        if not task["done"] and not self.has("open-tasks-kept") and task["project_id"] in self.projects:
            self.projects[task["project_id"]]["open_tasks"] -= 1
        if self.has("deleted-is-200"):
            return 200, {"deleted": True}, {}
        return 204, None, {}


if __name__ == "__main__":
    run(Planner, os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures", "demo.json"))
