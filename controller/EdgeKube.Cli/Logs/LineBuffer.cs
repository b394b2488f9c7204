using System.Text;

namespace EdgeKube.Cli.Logs;

/// <summary>Cuts a stream of bytes at line ends, where several logs share a screen or every line gets a prefix.</summary>
internal sealed class LineBuffer(string prefix, bool wholeLines)
{
    // A program may write without ever ending a line.
    private const int MaxHeld = 256 * 1024;
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(prefix);
    private readonly List<byte> _held = [];

    /// <summary>Takes bytes in and returns what may be written now.</summary>
    public ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> bytes)
    {
        if (!wholeLines)
        {
            return bytes.ToArray();
        }

        var end = bytes.LastIndexOf((byte)'\n') + 1;
        if (end == 0 && _held.Count + bytes.Length < MaxHeld)
        {
            _held.AddRange(bytes);
            return default;
        }

        end = end == 0 ? bytes.Length : end;
        _held.AddRange(bytes[..end]);
        var ready = WithPrefix();
        _held.AddRange(bytes[end..]);
        return ready;
    }

    /// <summary>What is left at the end, without its line end.</summary>
    public ReadOnlyMemory<byte> Rest() => WithPrefix();

    private ReadOnlyMemory<byte> WithPrefix()
    {
        var text = _held.ToArray();
        _held.Clear();
        if (_prefix.Length == 0)
        {
            return text;
        }

        var ready = new List<byte>(text.Length + _prefix.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = text.AsSpan(at).IndexOf((byte)'\n') + 1;
            length = length == 0 ? text.Length - at : length;
            ready.AddRange(_prefix);
            ready.AddRange(text.AsSpan(at, length));
            at += length;
        }

        return ready.ToArray();
    }
}
