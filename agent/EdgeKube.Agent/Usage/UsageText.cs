using System.Buffers;
using System.Text.Json;

namespace EdgeKube.Agent.Usage;

/// <summary>What lies between two samples, as it is told. Pure.</summary>
internal static class UsageText
{
    public static ReadOnlyMemory<byte> Build(UsageSample before, UsageSample after, TimeSpan window)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("window", Math.Round(window.TotalSeconds, 3));
            Write(json, "node", before.Node, after.Node, window);
            json.WriteStartObject("pods");
            foreach (var pod in after.Containers.GroupBy(one => one.Value.Uid))
            {
                json.WriteStartObject(pod.Key);
                foreach (var (id, one) in pod)
                {
                    // One that is new has used all it has within the window.
                    Write(json, one.Name, before.Containers.TryGetValue(id, out var former) ? former.Counters : default, one.Counters, window);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, string name, CgroupCounters before, CgroupCounters after, TimeSpan window)
    {
        json.WriteStartObject(name);
        json.WriteNumber("cpu", window > TimeSpan.Zero ? (long)(Math.Max(0, after.CpuNanos - before.CpuNanos) / window.TotalSeconds) : 0);
        json.WriteNumber("memory", after.Memory);
        json.WriteEndObject();
    }
}
