using System.Buffers;
using System.IO.Pipelines;

namespace EdgeKube.Controller.Http;

/// <summary>Reads a request's body, whatever length it claims, up to a cap.</summary>
internal static class HttpBody
{
    /// <summary>The body; one byte more than the cap when it is longer, which the pipeline then refuses.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(PipeReader reader, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            foreach (var segment in read.Buffer)
            {
                body.Write(segment.Span[..Math.Min(segment.Length, maxBytes + 1 - body.WrittenCount)]);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || body.WrittenCount > maxBytes)
            {
                return body.WrittenMemory;
            }
        }
    }
}
