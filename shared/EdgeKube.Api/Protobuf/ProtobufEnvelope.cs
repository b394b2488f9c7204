using System.Text;

namespace EdgeKube.Api;

/// <summary>What stands around an object: the magic bytes and a runtime.Unknown.</summary>
/// <param name="RawOffset">Where the object's own bytes begin in the body.</param>
internal readonly record struct ProtobufEnvelope(string Kind, string ApiVersion, int RawOffset, int RawLength)
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="ProtobufException">It is none.</exception>
    public static ProtobufEnvelope Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw new ProtobufException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        var (kind, apiVersion) = ("", "");
        ReadOnlySpan<byte> raw = default;
        var reader = new WireReader(body[Magic.Length..]);
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadTag())
            {
                case (1, WireType.Bytes):
                    (apiVersion, kind) = ReadType(reader.ReadBytes());
                    break;
                case (2, WireType.Bytes):
                    raw = reader.ReadBytes();
                    break;
                case var (_, type):
                    reader.Skip(type);
                    break;
            }
        }

        body.Overlaps(raw, out var offset);
        return new ProtobufEnvelope(kind, apiVersion, raw.IsEmpty ? 0 : offset, raw.Length);
    }

    private static (string ApiVersion, string Kind) ReadType(ReadOnlySpan<byte> bytes)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new WireReader(bytes);
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadTag())
            {
                case (1, WireType.Bytes):
                    apiVersion = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case (2, WireType.Bytes):
                    kind = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case var (_, type):
                    reader.Skip(type);
                    break;
            }
        }

        return (apiVersion, kind);
    }
}
