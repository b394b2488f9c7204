namespace EdgeKube.Link.Streams;

/// <summary>Why a stream ended.</summary>
/// <param name="Reason">One PascalCase word, see the constants; an unknown one comes from a newer peer.</param>
/// <param name="Error">What a person reads; empty when all went well.</param>
/// <param name="ExitCode">The process's exit code, where there was one.</param>
public sealed record StreamEnd(string Reason, string Error = "", int? ExitCode = null)
{
    /// <summary>Everything was sent.</summary>
    public const string Completed = "Completed";

    /// <summary>The other end no longer wants it.</summary>
    public const string Canceled = "Canceled";

    /// <summary>The sender could not go on; the error says why.</summary>
    public const string Failed = "Failed";

    /// <summary>The object does not exist on this node.</summary>
    public const string NotFound = "NotFound";

    /// <summary>This kind of stream, or one more stream, is refused.</summary>
    public const string Refused = "Refused";

    /// <summary>The connection went away.</summary>
    public const string Disconnected = "Disconnected";

    /// <summary>Bytes are missing, or more came than were allowed.</summary>
    public const string Broken = "Broken";
}
