using EdgeKube.Link.Streams;

namespace EdgeKube.Link.Tests.Streams;

public sealed class StreamRecordTests
{
    [Fact]
    public void Read_PiecesOfAnySize_GivesTheRecordsThatWereWritten()
    {
        var random = new Random(7);
        for (var run = 0; run < 100; run++)
        {
            var sent = new List<(byte Channel, byte[] Bytes)>();
            var wire = new MemoryStream();
            for (var i = 0; i < 10; i++)
            {
                var bytes = new byte[random.Next(4) switch { 0 => 0, 1 => StreamRecord.MaxBytes, _ => random.Next(200) }];
                random.NextBytes(bytes);
                sent.Add(((byte)random.Next(7), bytes));
                wire.Write(new StreamRecord(sent[^1].Channel, bytes).Encode());
            }

            var reader = new StreamRecordReader();
            var read = new List<(byte Channel, byte[] Bytes)>();
            for (ReadOnlyMemory<byte> rest = wire.ToArray(); !rest.IsEmpty;)
            {
                var size = Math.Min(rest.Length, random.Next(1, 9000));
                read.AddRange(reader.Read(rest[..size]).Select(record => (record.Channel, record.Bytes.ToArray())));
                rest = rest[size..];
            }

            Assert.Equal(sent, read, (a, b) => a.Channel == b.Channel && a.Bytes.AsSpan().SequenceEqual(b.Bytes));
        }
    }

    [Fact]
    public void Read_RecordLongerThanOneMayBe_IsRefusedBeforeItIsHeld() =>
        Assert.Throws<LinkProtocolException>(() => new StreamRecordReader().Read(new byte[] { 1, 0xFF, 0xFF }));

    [Fact]
    public void Split_ManyBytes_GivesFullRecordsAndTheRest() =>
        Assert.Equal(
            [StreamRecord.MaxBytes, StreamRecord.MaxBytes, 5],
            StreamRecord.Split(1, new byte[(2 * StreamRecord.MaxBytes) + 5]).Select(record => record.Bytes.Length));

    [Fact]
    public async Task Credit_TakenAndGiven_WaitsOnlyWhileThereIsNone()
    {
        var credit = new StreamCredit();
        Assert.False(credit.WaitAsync(CancellationToken.None).IsCompleted);
        credit.Allow(10);
        await credit.WaitAsync(CancellationToken.None);
        Assert.Equal([7, 3, 0], [credit.Take(7), credit.Take(7), credit.Take(7)]);
        var waiting = credit.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        credit.Allow(1);
        await waiting;
    }
}
