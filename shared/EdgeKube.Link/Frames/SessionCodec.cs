using EdgeKube.Link.Frames.Wire;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Frames;

internal static class SessionCodec
{
    public static void Write(WireWriter writer, Frame frame)
    {
        switch (frame)
        {
            case Frame.Hello hello:
                WriteHello(writer, hello);
                break;
            case Frame.Welcome welcome:
                WriteWelcome(writer, welcome);
                break;
            case Frame.Conflict conflict:
                WriteVersion(writer, 1, conflict.Node);
                WriteVersion(writer, 2, conflict.Controller);
                break;
            case Frame.Accept accept:
                WriteVersion(writer, 1, accept.Node);
                WriteVersion(writer, 2, accept.Controller);
                break;
            case Frame.Goodbye goodbye:
                writer.Number(1, (ulong)goodbye.Reason);
                writer.Text(2, goodbye.Detail);
                break;
        }
    }

    public static Frame.Hello ReadHello(WireReader reader)
    {
        var hello = new Frame.Hello(0, 0, [], "", "", "", null, null, null);
        var features = new List<string>();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: hello = hello with { ProtocolMin = reader.UInt32() }; break;
                case 2: hello = hello with { ProtocolMax = reader.UInt32() }; break;
                case 3: ReadFeature(features, ref reader); break;
                case 4: hello = hello with { NodeName = reader.Text(FieldCaps.Name) }; break;
                case 5: hello = hello with { Version = reader.Text(FieldCaps.Name) }; break;
                case 6: hello = hello with { BootId = reader.Text(FieldCaps.Epoch) }; break;
                case 7: hello = hello with { View = ReadVersion(reader.Message()) }; break;
                case 8: hello = hello with { ViewDigest = new SetDigest(reader.Sixteen()) }; break;
                case 9: hello = hello with { ReportDigest = new SetDigest(reader.Sixteen()) }; break;
                default: reader.Skip(); break;
            }
        }

        return hello with { Features = features };
    }

    public static Frame.Welcome ReadWelcome(WireReader reader)
    {
        var welcome = new Frame.Welcome(0, [], "", default, new ViewVersion("", 0), null);
        var features = new List<string>();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: welcome = welcome with { Protocol = reader.UInt32() }; break;
                case 2: ReadFeature(features, ref reader); break;
                case 3: welcome = welcome with { Version = reader.Text(FieldCaps.Name) }; break;
                case 4: welcome = welcome with { ControllerTime = ReadTime(reader.Signed()) }; break;
                case 5: welcome = welcome with { View = ReadVersion(reader.Message()) }; break;
                case 6: welcome = welcome with { ReportDigest = new SetDigest(reader.Sixteen()) }; break;
                default: reader.Skip(); break;
            }
        }

        return welcome with { Features = features };
    }

    public static Frame.Conflict ReadConflict(WireReader reader)
    {
        var conflict = new Frame.Conflict(new ViewVersion("", 0), new ViewVersion("", 0));
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: conflict = conflict with { Node = ReadVersion(reader.Message()) }; break;
                case 2: conflict = conflict with { Controller = ReadVersion(reader.Message()) }; break;
                default: reader.Skip(); break;
            }
        }

        return conflict;
    }

    public static Frame.Accept ReadAccept(WireReader reader)
    {
        var (node, controller) = ReadConflict(reader);
        return new(node, controller);
    }

    public static Frame.Goodbye ReadGoodbye(WireReader reader)
    {
        var goodbye = new Frame.Goodbye(0, "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: goodbye = goodbye with { Reason = (GoodbyeReason)reader.Int32(int.MaxValue) }; break;
                case 2: goodbye = goodbye with { Detail = reader.Text(FieldCaps.Detail) }; break;
                default: reader.Skip(); break;
            }
        }

        return goodbye;
    }

    public static void WriteVersion(WireWriter writer, int field, ViewVersion? version)
    {
        if (version is null)
        {
            return;
        }

        var mark = writer.Begin(field);
        writer.Text(1, version.Epoch);
        writer.Number(2, (ulong)version.Revision);
        writer.End(mark);
    }

    public static ViewVersion ReadVersion(WireReader reader)
    {
        var version = new ViewVersion("", 0);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: version = version with { Epoch = reader.Text(FieldCaps.Epoch) }; break;
                case 2: version = version with { Revision = reader.Int64() }; break;
                default: reader.Skip(); break;
            }
        }

        return version;
    }

    private static void WriteHello(WireWriter writer, Frame.Hello hello)
    {
        writer.Number(1, hello.ProtocolMin);
        writer.Number(2, hello.ProtocolMax);
        WriteFeatures(writer, 3, hello.Features);
        writer.Text(4, hello.NodeName);
        writer.Text(5, hello.Version);
        writer.Text(6, hello.BootId);
        WriteVersion(writer, 7, hello.View);
        WriteDigest(writer, 8, hello.ViewDigest);
        WriteDigest(writer, 9, hello.ReportDigest);
    }

    private static void WriteWelcome(WireWriter writer, Frame.Welcome welcome)
    {
        writer.Number(1, welcome.Protocol);
        WriteFeatures(writer, 2, welcome.Features);
        writer.Text(3, welcome.Version);
        writer.Signed(4, welcome.ControllerTime.ToUnixTimeMilliseconds());
        WriteVersion(writer, 5, welcome.View);
        WriteDigest(writer, 6, welcome.ReportDigest);
    }

    private static void WriteFeatures(WireWriter writer, int field, IReadOnlyList<string> features)
    {
        foreach (var feature in features)
        {
            writer.PresentText(field, feature);
        }
    }

    private static void ReadFeature(List<string> features, ref WireReader reader)
    {
        if (features.Count >= FieldCaps.Features)
        {
            throw new LinkProtocolException("too many features");
        }

        features.Add(reader.Text(FieldCaps.Epoch));
    }

    private static void WriteDigest(WireWriter writer, int field, SetDigest? digest)
    {
        if (digest is { } value)
        {
            writer.Sixteen(field, value.Value);
        }
    }

    private static DateTimeOffset ReadTime(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new LinkProtocolException("time out of range");
}
