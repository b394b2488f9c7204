using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The metadata that belongs to the server. Pure.</summary>
internal static class MetadataRules
{
    private const int MaxName = 253;
    private const int SuffixLength = 5;
    private const int MaxGeneratedPrefix = 63 - SuffixLength;

    // Kubernetes' alphabet for suffixes: no vowels and no look-alikes, so that no words arise.
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static ObjectMeta ForCreate(ObjectMeta given, Kind kind, string? ns, DateTimeOffset now, Random random) => given with
    {
        Name = string.IsNullOrEmpty(given.Name) && !string.IsNullOrEmpty(given.GenerateName) ? Generate(given.GenerateName, random) : given.Name,
        Namespace = kind.IsNamespaced ? ns : null,
        Uid = NewUid(random),
        ResourceVersion = null,
        Generation = kind.Strategy.HasGeneration ? 1 : 0,
        CreationTimestamp = WholeSeconds(now),
        DeletionTimestamp = null,
        DeletionGracePeriodSeconds = null,
        ManagedFields = null,
    };

    public static ObjectMeta ForUpdate(ObjectMeta given, ObjectMeta current) => given with
    {
        Name = current.Name,
        GenerateName = current.GenerateName,
        Namespace = current.Namespace,
        Uid = current.Uid,
        ResourceVersion = current.ResourceVersion,
        Generation = current.Generation,
        CreationTimestamp = current.CreationTimestamp,
        DeletionTimestamp = current.DeletionTimestamp,
        DeletionGracePeriodSeconds = current.DeletionGracePeriodSeconds,
    };

    /// <summary>Faults of an update's metadata that concern every kind.</summary>
    public static IEnumerable<StatusCause> FindForbiddenChanges(ObjectMeta next, ObjectMeta current)
    {
        if (current.DeletionTimestamp is null)
        {
            yield break;
        }

        var added = (next.Finalizers ?? []).Except(current.Finalizers ?? []).ToArray();
        if (added.Length > 0)
        {
            var list = string.Join(", ", added.Select(finalizer => $"\"{finalizer}\""));
            yield return Statuses.ForbiddenField(
                "metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
        }
    }

    /// <summary>A name becomes part of a key: whatever a kind's own rules say, it cannot reach outside of its place.</summary>
    public static StatusCause? FindUnusableName(ObjectMeta metadata)
    {
        if (string.IsNullOrEmpty(metadata.Name))
        {
            return Statuses.Required("metadata.name", "name or generateName is required");
        }

        return metadata.Name.Length > MaxName || metadata.Name is "." or ".." || metadata.Name.AsSpan().IndexOfAny("/%\0") >= 0
            ? Statuses.InvalidValue("metadata.name", $"\"{metadata.Name}\"", "may not be '.' or '..', contain '/' or '%', or be longer than 253 characters")
            : null;
    }

    public static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>A name that begins so and that nobody has, in all likelihood.</summary>
    public static string Generate(string prefix, Random random)
    {
        var head = prefix.Length > MaxGeneratedPrefix ? prefix[..MaxGeneratedPrefix] : prefix;
        return string.Concat(head, new string(random.GetItems<char>(SuffixAlphabet, SuffixLength)));
    }

    private static string NewUid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
