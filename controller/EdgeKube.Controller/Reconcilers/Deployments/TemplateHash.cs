using System.Buffers.Binary;
using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Names a pod template: equal templates have equal hashes, and the hash is the end of the ReplicaSet's name.</summary>
internal static class TemplateHash
{
    public const string Label = "pod-template-hash";

    // Kubernetes' alphabet for generated names: no vowels, so no words.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static string Build(PodTemplateSpec template, int? collisionCount)
    {
        var hash = Fnv1A(2166136261, CanonicalJson.Build(template, AppsJsonContext.Default.PodTemplateSpec));
        if (collisionCount is { } count)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
            hash = Fnv1A(hash, bytes);
        }

        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(digit => Alphabet[digit % Alphabet.Length]));
    }

    /// <summary>Equal but for the hash label that a ReplicaSet's template carries.</summary>
    public static bool AreEqual(PodTemplateSpec? left, PodTemplateSpec? right)
        => WithoutHash(left).AsSpan().SequenceEqual(WithoutHash(right));

    public static ObjectMeta WithLabel(ObjectMeta? metadata, string hash)
        => (metadata ?? new()) with { Labels = new Dictionary<string, string>(metadata?.Labels ?? new Dictionary<string, string>()) { [Label] = hash } };

    private static byte[] WithoutHash(PodTemplateSpec? template)
    {
        var plain = template ?? new();
        var labels = (plain.Metadata?.Labels ?? new Dictionary<string, string>()).Where(label => label.Key != Label).ToDictionary();
        return CanonicalJson.Build(plain with { Metadata = (plain.Metadata ?? new()) with { Labels = labels } }, AppsJsonContext.Default.PodTemplateSpec);
    }

    private static uint Fnv1A(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash;
    }
}
