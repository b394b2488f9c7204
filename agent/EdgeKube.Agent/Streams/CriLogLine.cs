using System.Globalization;
using System.Text;

namespace EdgeKube.Agent.Streams;

/// <summary>
/// One line of a container's log file as CRI defines it: <c>2026-11-21T03:42:54.123456789Z stdout F the text</c>; P instead of F says that
/// the line goes on in the next record.
/// </summary>
internal readonly ref struct CriLogLine(ReadOnlySpan<byte> timestamp, bool isError, bool partial, ReadOnlySpan<byte> text)
{
    public ReadOnlySpan<byte> Timestamp { get; } = timestamp;

    /// <summary>Written to stderr.</summary>
    public bool IsError { get; } = isError;

    public bool IsPartial { get; } = partial;

    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Takes a record (without its newline) apart; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, out CriLogLine line)
    {
        line = default;
        var first = record.IndexOf((byte)' ');
        if (first <= 0)
        {
            return false;
        }

        var rest = record[(first + 1)..];
        var second = rest.IndexOf((byte)' ');
        if (second <= 0 || !(rest[..second].SequenceEqual("stdout"u8) || rest[..second].SequenceEqual("stderr"u8)))
        {
            return false;
        }

        var tagged = rest[(second + 1)..];
        var third = tagged.IndexOf((byte)' ');
        var tag = third < 0 ? tagged : tagged[..third];
        line = new CriLogLine(record[..first], rest[..second].SequenceEqual("stderr"u8), tag.StartsWith("P"u8), third < 0 ? default : tagged[(third + 1)..]);
        return true;
    }

    /// <summary>The record's time, or null when it is not readable as one.</summary>
    public DateTimeOffset? Time =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(Timestamp), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
