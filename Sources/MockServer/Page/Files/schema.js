// The parts of JSON Schema that forms need; the validation is done by the mock.

/** A schema with what it refers to put in, where the contract brings it along. */
function resolved(schema, depth = 0) {
  if (schema === true || schema === null || typeof schema !== "object") return {};
  let result = { ...schema };
  if (typeof schema.$ref === "string" && depth < 8) {
    const { $ref, ...own } = schema;
    result = { ...resolved(schemaAt($ref), depth + 1), ...own };
  }
  for (const inner of schema.allOf ?? []) {
    const { properties, required, ...rest } = resolved(inner, depth + 1);
    result = { ...rest, ...result, properties: { ...properties, ...result.properties }, required: [...(result.required ?? []), ...(required ?? [])] };
  }
  return result;
}

/** What a reference such as `../../records/common.json#/$defs/limit` is to. */
function schemaAt(reference) {
  const [file, pointer = ""] = reference.split("#");
  const name = file.split("/").pop();
  let schema = Object.entries(app.contract.records ?? {}).find(([path]) => path.split("/").pop() === name)?.[1];
  for (const step of pointer.split("/").slice(1)) schema = schema?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  // An unresolved reference is treated as a text: most references are to identifiers.
  return schema ?? { type: "string" };
}

/** The members that an action's request can have: those of conditions and alternatives too. */
function fieldsOf(request) {
  const root = resolved(request ?? {});
  const fields = new Map();
  const required = new Set(root.required ?? []);
  const add = (schema) => {
    for (const [name, property] of Object.entries(resolved(schema).properties ?? {})) {
      fields.set(name, { ...fields.get(name), ...resolved(property) });
    }
  };
  add(root);
  for (const inner of [root.then, root.else, ...(root.anyOf ?? []), ...(root.oneOf ?? [])]) if (inner) add(inner);
  return [...fields].map(([name, schema]) => ({ name, schema, isRequired: required.has(name) }));
}

/** The types that a value may have. */
function typesOf(schema) {
  if (schema.const !== undefined) return [typeof schema.const];
  return [schema.type ?? []].flat().filter((type) => type !== "null");
}

/** What may be written, in a few words. */
function hintOf(schema) {
  const bounds = [];
  if (schema.minimum !== undefined) bounds.push(`at least ${JSON.stringify(schema.minimum)}`);
  if (schema.maximum !== undefined) bounds.push(`at most ${JSON.stringify(schema.maximum)}`);
  const types = [schema.type ?? []].flat();
  return [types.join(" or "), bounds.join(", ")].filter(Boolean).join(", ");
}
