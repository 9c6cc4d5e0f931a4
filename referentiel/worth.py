"""What skills are worth, in 840ths of a pix: a level's eight share exactly among up to eight."""

PIX = 840
LEVEL = 8 * PIX
