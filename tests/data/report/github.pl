#!/usr/bin/perl
# github.pl GITHUB GITLAB: reads workflow commands as GitHub's runner does, but takes nothing that it
# would forgive, and compares them with the same findings as GitLab's JSON.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
use JSON::PP;

sub text { local $/; open my $in, '<:raw', $_[0] or die "$_[0]: $!\n"; <$in> }

# As a log may show it: what the two formats write differently.
sub shown {
	my ($s) = @_;
	$s =~ s/([\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}\x{2028}\x{2029}])/
		sprintf '\\u{%X}', ord $1/gex;
	return $s;
}

sub unescaped {
	my ($s, %codes) = @_;
	$s =~ s/%(..)/$codes{$1} \/\/ die "%$1 is no escape\n"/ge;
	$s =~ s/\\x\{[0-9A-F]{2}\}/\x{fffd}/g;
	return $s;
}

my %data = ('25' => '%', '0D' => "\r", '0A' => "\n");
my %property = (%data, '3A' => ':', '2C' => ',');
my %severity = (error => 'major', warning => 'minor', notice => 'info');
my @want = @{ decode_json(text($ARGV[1])) };
my $lines = text($ARGV[0]);
utf8::decode($lines) or die "not UTF-8\n";
$lines =~ s/\n\z// or die "no newline at the end\n";
my @lines = split /\n/, $lines, -1;
my $last = pop @lines;
my $same = 0;
for my $i (0 .. $#lines) {
	my $at = 'line ' . ($i + 1);
	my ($command, $file, $line, $title, $message) = $lines[$i] =~ /\A
		::(error|warning|notice)[ ]
		(?:file=([^,:\r]+),(?:line=([1-9][0-9]*),)?)?
		title=([^,:\r]+)::([^\r]+)\z/x or die "$at: no command: $lines[$i]\n";
	my $have = [ $severity{$command}, defined $file ? unescaped($file, %property) : 'none',
		$line // 1, unescaped($title, %property), unescaped($message, %data) ];
	my $w = $want[$i] or die "$at: one too many\n";
	my $path = $w->{location}{path};
	my $meant = [ $w->{severity}, $path =~ m{^a/<b>} ? 'none' : shown($path),
		$w->{location}{lines}{begin}, $w->{check_name}, shown($w->{description}) ];
	for my $k (0 .. $#$have) {
		die "$at: '$have->[$k]', not '$meant->[$k]'\n" if $have->[$k] ne $meant->[$k];
	}
	$same++;
}
die "too few\n" if @lines != @want;
$last =~ /\A::notice title=[^,:\r]+::(.*)\z/ or die "no summary: $last\n";
print "$same the same, then: $1\n";
