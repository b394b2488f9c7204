using System.Formats.Asn1;

namespace EdgeKube.Link.Trust;

/// <summary>The parts of a distinguished name that mean something here.</summary>
/// <param name="CommonNames">As many as there are; exactly one is right.</param>
/// <param name="Organizations">In their order.</param>
internal sealed record SubjectName(IReadOnlyList<string> CommonNames, IReadOnlyList<string> Organizations)
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";
    private const int MaxParts = 64;

    public static SubjectName Read(AsnReader name)
    {
        var names = new List<string>();
        var organizations = new List<string>();
        for (var parts = 0; name.HasData; parts++)
        {
            if (parts == MaxParts)
            {
                throw new AsnContentException($"a name of more than {MaxParts} parts");
            }

            var part = name.ReadSetOf();
            while (part.HasData)
            {
                var pair = part.ReadSequence();
                var list = pair.ReadObjectIdentifier() switch
                {
                    CommonNameOid => names,
                    OrganizationOid => organizations,
                    _ => null,
                };
                list?.Add(ReadText(pair));
            }
        }

        return new SubjectName(names, organizations);
    }

    private static string ReadText(AsnReader pair)
    {
        var type = (UniversalTagNumber)pair.PeekTag().TagValue;
        return type is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
            ? pair.ReadCharacterString(type)
            : throw new AsnContentException("a name in an unusual alphabet");
    }
}
