using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using EdgeKube.Hosting;

namespace EdgeKube.Controller.Http.Spdy;

/// <summary>
/// Unpacks the headers of one connection: one zlib stream over all of its frames, which begins with SPDY's dictionary. .NET's inflater knows no
/// dictionaries, so it is given the words as a stored block before the rest, and what they unpack to is thrown away.
/// </summary>
internal sealed class SpdyHeaderReader : IDisposable
{
    private const int MaxBytes = 16 << 10;
    private const int MaxHeaders = 64;
    private const int PrefaceSize = 6;

    private readonly Feed _feed = new();
    private readonly DeflateStream _inflater;
    private bool _hasBegun;

    public SpdyHeaderReader() => _inflater = new DeflateStream(_feed, CompressionMode.Decompress);

    /// <exception cref="SpdyException">They are none, or too many.</exception>
    public IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> packed)
    {
        if (!_hasBegun)
        {
            packed = Begin(packed);
        }

        _feed.Add(packed);
        var block = new byte[MaxBytes];
        return Parse(block.AsSpan(0, Inflate(block)));
    }

    public void Dispose() => _inflater.Dispose();

    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> packed)
    {
        // Deflate, with a dictionary, and which.
        if (packed.Length < PrefaceSize || (packed[0] & 0x0F) != 8 || (packed[1] & 0x20) == 0 || BinaryPrimitives.ReadUInt32BigEndian(packed[2..]) != SpdyDictionary.Id)
        {
            throw new SpdyException("the headers are not packed as SPDY/3 does");
        }

        var words = SpdyDictionary.Build();
        _feed.Add([0, (byte)words.Length, (byte)(words.Length >> 8), (byte)~words.Length, (byte)(~words.Length >> 8), .. words]);
        if (Inflate(new byte[words.Length]) != words.Length)
        {
            throw new SpdyException("the dictionary did not unpack");
        }

        _hasBegun = true;
        return packed[PrefaceSize..];
    }

    private int Inflate(Span<byte> target)
    {
        try
        {
            var length = 0;
            while (length < target.Length && _inflater.Read(target[length..]) is > 0 and var read)
            {
                length += read;
            }

            return length;
        }
        catch (InvalidDataException e)
        {
            throw new SpdyException(e.Message);
        }
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> block)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var count = ReadNumber(ref block);
        if (count > MaxHeaders)
        {
            throw new SpdyException("too many headers");
        }

        for (var i = 0; i < count; i++)
        {
            var name = ReadText(ref block);
            headers[name] = ReadText(ref block);
        }

        return headers;
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        var length = ReadNumber(ref block);
        if (length > block.Length)
        {
            throw new SpdyException("a header is cut off");
        }

        var text = Encoding.UTF8.GetString(block[..(int)length]);
        block = block[(int)length..];
        return text;
    }

    private static uint ReadNumber(ref ReadOnlySpan<byte> block)
    {
        if (block.Length < sizeof(uint))
        {
            throw new SpdyException("the headers are cut off");
        }

        var number = BinaryPrimitives.ReadUInt32BigEndian(block);
        block = block[sizeof(uint)..];
        return number;
    }

    /// <summary>What there is to unpack now; empty is not its end.</summary>
    private sealed class Feed : SequentialStream
    {
        private readonly MemoryStream _bytes = new();

        public void Add(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Position == _bytes.Length)
            {
                _bytes.SetLength(0);
            }

            var position = _bytes.Position;
            _bytes.Position = _bytes.Length;
            _bytes.Write(bytes);
            _bytes.Position = position;
        }

        public override int Read(byte[] buffer, int offset, int count) => _bytes.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => _bytes.Read(buffer);
    }
}
