"""An OpenAI-compatible server on loopback whose truth is known: TTFT 50 ms, ITL 10 ms, so many requests at a time."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

TTFT_S, ITL_S = 0.050, 0.010
_JSON, _STREAM = "application/json", "text/event-stream"
Head = tuple[str, dict[str, str]]


class MockServer:
    """Answers of exactly as many tokens as are asked for; `keys` are the Authorization headers that came."""

    def __init__(self, *, slots: int) -> None:
        self.slots = asyncio.Semaphore(slots)
        self.keys: set[str] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Every request of one connection, until it is closed."""
        try:
            while head := await _head(reader):
                body = await reader.readexactly(int(head[1].get("content-length", "0")))
                self.keys.add(head[1].get("authorization", ""))
                await self._answer(head[0], body, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, body: bytes, writer: asyncio.StreamWriter) -> None:
        if path == "/seen":
            await _whole(writer, sorted(self.keys))
        elif path == "/v1/models":
            await _whole(writer, {"object": "list", "data": [{"id": "mock-model", "object": "model"}]})
        elif path.endswith("completions"):
            writer.write(_header(_STREAM, "Transfer-Encoding: chunked"))
            asked = json.loads(body)
            async with self.slots:
                async for event in _events(asked, chat="chat" in path):
                    data = b"data: " + event + b"\n\n"
                    writer.write(b"%x\r\n%b\r\n" % (len(data), data))
                    await writer.drain()
            writer.write(b"0\r\n\r\n")
        else:
            await _whole(writer, {})


async def _head(reader: asyncio.StreamReader) -> Head | None:
    lines = [line async for line in _lines(reader)]
    if not lines:
        return None
    pairs = (line.partition(":") for line in lines[1:])
    return lines[0].split()[1], {name.lower(): value.strip() for name, _, value in pairs}


async def _lines(reader: asyncio.StreamReader) -> AsyncIterator[str]:
    while line := (await reader.readline()).strip():
        yield line.decode()


def _header(kind: str, length: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{length}\r\n\r\n".encode()


async def _whole(writer: asyncio.StreamWriter, value: object) -> None:
    data = json.dumps(value).encode()
    writer.write(_header(_JSON, f"Content-Length: {len(data)}") + data)
    await writer.drain()


async def _events(asked: dict[str, Any], *, chat: bool) -> AsyncIterator[bytes]:
    tokens = asked.get("max_completion_tokens") or asked.get("max_tokens") or 16
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(tokens):
        await asyncio.sleep(max(0.0, start + TTFT_S + number * ITL_S - loop.time()))
        end = "length" if number == tokens - 1 else None
        text = {"delta": {"role": "assistant", "content": "tok "}} if chat else {"text": "tok "}
        yield _event(asked, [{"index": 0, "finish_reason": end, **text}], chat=chat)
    prompt = len(" ".join(_texts(asked.get("messages") or asked.get("prompt"))).split())
    usage = {"prompt_tokens": prompt, "completion_tokens": tokens, "total_tokens": prompt + tokens}
    yield _event(asked, [], chat=chat, usage=usage)
    yield b"[DONE]"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(value.get("content") or value.get("text"))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _event(asked: dict[str, Any], choices: list[dict[str, Any]], *, chat: bool, **more: object) -> bytes:
    kind = "chat.completion.chunk" if chat else "text_completion"
    event = {"id": "x", "object": kind, "created": 0, "model": asked.get("model"), "choices": choices, **more}
    return json.dumps(event).encode()


async def _serve(port: int, slots: int) -> None:
    server = await asyncio.start_server(MockServer(slots=slots).handle, "127.0.0.1", port)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
