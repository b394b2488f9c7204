using System.Buffers;

namespace EdgeKube.Agent.Streams;

/// <summary>Turns records of a log file into the bytes a reader gets: text, newline only where the line ends, times when asked for.</summary>
/// <param name="errors">Only what was written to stderr, or only what was not; null for both.</param>
internal sealed class LogFormatter(bool timestamps, DateTimeOffset? notBefore, bool? errors = null)
{
    private bool _midLine;

    /// <summary>Writes what one record gives; nothing for records that are too old or not readable.</summary>
    public void Write(ReadOnlySpan<byte> record, IBufferWriter<byte> output)
    {
        if (!CriLogLine.TryParse(record, out var line) || (notBefore is { } floor && line.Time < floor) || (errors is { } wanted && line.IsError != wanted))
        {
            return;
        }

        if (timestamps && !_midLine)
        {
            output.Write(line.Timestamp);
            output.Write(" "u8);
        }

        output.Write(line.Text);
        if (!line.IsPartial)
        {
            output.Write("\n"u8);
        }

        _midLine = line.IsPartial;
    }
}
