using System.Security.Cryptography;

namespace EdgeKube.Agent.Images;

/// <summary>The content of one file of an archive on its way into the store, remembering what the importer needs of it.</summary>
/// <param name="keepDocument">Whether content that may be JSON is kept in memory.</param>
/// <param name="computeDigest">Needed when the archive does not say what the digest is.</param>
internal sealed class BlobSource(Func<Memory<byte>, CancellationToken, ValueTask<int>> read, long size, bool keepDocument, bool computeDigest) : IDisposable
{
    private readonly IncrementalHash? _hash = computeDigest ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private byte[]? _document;
    private long _position;

    public long Size => size;

    public bool IsGzip { get; private set; }

    /// <summary>Complete once the source is read to its end.</summary>
    public byte[]? Document => _document;

    public string GetDigest() => Digests.Format(_hash!.GetHashAndReset());

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await read(buffer, cancellationToken);
        Observe(buffer.Span[..count]);
        return count;
    }

    public void Dispose() => _hash?.Dispose();

    private void Observe(ReadOnlySpan<byte> bytes)
    {
        if (_position == 0 && !bytes.IsEmpty)
        {
            IsGzip = bytes.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
            _document = keepDocument && size <= Documents.MaxSize && bytes[0] is (byte)'{' or (byte)'[' ? new byte[size] : null;
        }

        if (_document is not null)
        {
            bytes.CopyTo(_document.AsSpan((int)_position));
        }

        _hash?.AppendData(bytes);
        _position += bytes.Length;
    }
}
