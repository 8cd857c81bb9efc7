import type { Rule } from '@fengni/kernel/access/policy';
import type { Registry } from '@fengni/kernel/command/registry';
import { type ErrorList, kernelErrors } from '@fengni/kernel/command/refusal';
import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** The interface as OpenAPI 3.1, made from the registry: every command, query and file route with its errors. */
export function describeApi(registry: Registry): JsonSchema {
  const paths: Record<string, unknown> = {};
  for (const module of registry.modules) {
    const errors = describeErrors({ ...kernelErrors, ...module.errors });
    const tags = [module.name];
    for (const { name, title, input, rule, canPark, secondFactor } of module.commands) {
      const schema = {
        type: 'object',
        required: ['id', 'input'],
        properties: { id: uuid, input: schemaOf(input, 'input') },
      };
      paths[`/api/commands/${name}`] = {
        post: {
          operationId: name,
          tags,
          summary: title.en,
          ...describeRule(rule, secondFactor),
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: { 200: json('done', done), ...(canPark && { 202: json('parked', parked) }), ...errors },
        },
      };
    }
    for (const { name, title, input, output, rule } of module.queries) {
      const responses = { 200: json('answer', schemaOf(output, 'output')), ...errors };
      paths[`/api/queries/${name}`] = {
        get: {
          operationId: name,
          tags,
          summary: title.en,
          ...describeRule(rule, false),
          parameters: [inputOf(input)],
          responses,
        },
      };
    }
    for (const { name, title, input, output, rule, secondFactor } of module.files) {
      const told =
        output === undefined ? { description: 'the file' } : json('answer', schemaOf(output, 'output'));
      const responses = { 200: told, ...errors };
      paths[`/api/files/${name}`] = {
        get: {
          operationId: `file.${name}`,
          tags,
          summary: title.en,
          ...describeRule(rule, secondFactor),
          parameters: [inputOf(input)],
          responses,
        },
      };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fengni',
      version: '1',
      description: 'Commands change, queries read, files hand out bytes.',
    },
    components: { schemas: { Refused: refused } },
    paths,
  };
}

const uuid = { type: 'string', format: 'uuid' };
const entryId = { type: ['string', 'null'], format: 'uuid' };
const done = {
  type: 'object',
  required: ['kind', 'result', 'entryId'],
  properties: { kind: { const: 'done' }, result: { type: 'object' }, entryId },
};
const parked = {
  type: 'object',
  required: ['kind', 'approvalId', 'nobodyDecides', 'entryId'],
  properties: { kind: { const: 'parked' }, approvalId: uuid, nobodyDecides: { type: 'boolean' }, entryId },
};
const refused = {
  type: 'object',
  required: ['kind', 'code', 'params', 'text', 'entryId'],
  properties: {
    kind: { const: 'refused' },
    code: { type: 'string' },
    params: { type: 'object' },
    text: { type: 'string', description: "for the user, in the account's language" },
    entryId,
  },
};

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function inputOf(schema: z.ZodType): JsonSchema {
  return {
    name: 'input',
    in: 'query',
    required: false,
    content: { 'application/json': { schema: schemaOf(schema, 'input') } },
  };
}

function json(description: string, schema: JsonSchema): JsonSchema {
  return { description, content: { 'application/json': { schema } } };
}

function describeRule(rule: Rule, secondFactor: boolean): JsonSchema {
  const { permission, duties, powers, everyone, signedOut } = rule;
  return { 'x-permission': { permission, duties, powers, everyone, signedOut, secondFactor } };
}

function describeErrors(list: ErrorList): JsonSchema {
  const byStatus = Map.groupBy(Object.entries(list), ([, { status }]) => status);
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Refused' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, entries]) => [
      status,
      { description: entries.map(([code]) => code).join(', '), content },
    ]),
  );
}
