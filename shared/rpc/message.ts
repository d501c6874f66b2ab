/** The messages that cross a transport, in both directions, and their parsing. */
import { z } from 'zod';

const callId = z.number().int().nonnegative();

/** From the renderer to the core. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: callId, method: z.string().max(100), params: z.unknown().optional() }),
  z.object({ type: z.literal('cancel'), id: callId }),
  z.object({ type: z.literal('subscribe'), event: z.string().max(100) }),
  z.object({ type: z.literal('unsubscribe'), event: z.string().max(100) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

const failureFields = {
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
};

/** From the core to the renderer. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id: callId, value: z.unknown().optional() }),
  z.object({ type: z.literal('error'), id: callId, ...failureFields }),
  z.object({ type: z.literal('chunk'), id: callId, value: z.unknown().optional() }),
  z.object({ type: z.literal('end'), id: callId }),
  z.object({ type: z.literal('event'), event: z.string(), payload: z.unknown() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** Parses one message, or null where it is malformed. Never throws. */
export function parseMessage<T>(schema: z.ZodType<T>, data: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
