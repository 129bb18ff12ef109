"""Times the peers on the documents that ValidationBenchmark wrote: peers.py SCHEMAS DOCUMENTS."""

import glob
import sys
import time

ROUNDS = 5


def measure(name, documents, work):
    calls = len(documents)
    times = []
    warm = False
    while len(times) < ROUNDS:
        start = time.process_time()
        for call in range(calls):
            assert work(documents[call % len(documents)])
        seconds = time.process_time() - start
        if seconds < 0.2 and not warm:
            calls *= 2
            continue
        if warm:
            times.append(seconds / calls * 1e6)
        warm = True
    times.sort()
    print(name, times[ROUNDS // 2], times[0], times[-1], sep="\t", flush=True)


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


def peer(name):
    try:
        return __import__(name)
    except ImportError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return None


schemas, folder = sys.argv[1:]
orjson = peer("orjson")
jsonschema_rs = peer("jsonschema_rs")
fastjsonschema = peer("fastjsonschema")
corvus = peer("corvus_json_schema_rs")

for kind in ("answer", "body"):
    documents = [bytes_of(path) for path in sorted(glob.glob(f"{folder}/{kind}-*.json"))]
    text = bytes_of(f"{schemas}/{kind}.json")
    if orjson:
        measure(f"{kind}/orjson, parse", documents, lambda bytes: orjson.loads(bytes) is not None)
    if orjson and jsonschema_rs:
        rust = jsonschema_rs.validator_for(orjson.loads(text), validate_formats=True)
        measure(f"{kind}/orjson and jsonschema-rs", documents, lambda bytes: rust.is_valid(orjson.loads(bytes)))
    if orjson and fastjsonschema:
        # It knows drafts up to 7 only.
        schema = orjson.loads(text)
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"
        fast = fastjsonschema.compile(schema)
        measure(f"{kind}/orjson and fastjsonschema", documents, lambda bytes: fast(orjson.loads(bytes)) is not None)
    if corvus:
        validator = corvus.compile(text.decode(), assert_format=True)
        measure(f"{kind}/corvus-json-schema-rs", documents, validator.is_valid_json)
