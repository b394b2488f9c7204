namespace EdgeKube.Controller.Api;

/// <summary>The answer to an <see cref="ApiRequest"/>: a body, or a stream of parts (a watch's events, a followed log).</summary>
internal sealed record ApiResponse(int Code, string ContentType, ReadOnlyMemory<byte> Body)
{
    public const string Json = "application/json";

    public const string Text = "text/plain; charset=utf-8";

    /// <summary>What the caller should know although the request succeeded.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>When it is worth asking again; null when nothing is known.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The parts are JSON values, not pieces of one text.</summary>
    public bool IsEventStream => Parts is not null && ContentType == Json;

    /// <summary>What follows, part by part, until it ends or its enumeration is cancelled; null when <see cref="Body"/> is all.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Parts { get; init; }

    /// <summary>What goes both ways from now on; null for an ordinary answer. Whoever takes it disposes of it.</summary>
    public IPodStream? Stream { get; init; }

    /// <summary>Connections that the client may open from now on; null for an ordinary answer.</summary>
    public OpenPort? OpenPort { get; init; }
}
